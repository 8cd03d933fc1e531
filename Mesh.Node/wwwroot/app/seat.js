// The guest seat: who comes by an invite link takes a name, and then sits in one room.
import { h, byId } from './dom.js';

const NameKey = 'mesh.guest';

/** The invitation in the address, or null. */
export function invitationIn(location) {
  const secret = /\/join\/?$/.test(location.pathname) ? decodeURIComponent(location.hash.slice(1)) : '';
  return secret === '' ? null : secret;
}

/** Asks for a name until the node gives the seat; resolves with { name, room }. */
export function takeSeat(secret) {
  return new Promise(resolve => {
    let known = '';
    try { known = localStorage.getItem(NameKey) ?? ''; } catch { /* Asked anew each time. */ }
    const name = h('input', { name: 'name', value: known, required: true, maxlength: 32, autocomplete: 'nickname', autofocus: true, spellcheck: 'false' });
    const error = h('p.bad', { role: 'alert' });
    const button = h('button.strong', {}, 'Take the seat');
    const form = h('form.seat-form', { 'aria-label': 'Guest seat', submit: async event => {
      event.preventDefault();
      const chosen = name.value.trim();
      if (chosen === '') return;
      button.disabled = true;
      error.textContent = '';
      try {
        const response = await fetch('guest', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ invite: secret, name: chosen }) });
        const said = await response.json().catch(() => ({}));
        if (!response.ok) throw new Error(said.message ?? `The node answered ${response.status}.`);
        try { localStorage.setItem(NameKey, chosen); } catch { /* Asked anew next time. */ }
        page.remove();
        // The secret does not stay in the address or the history.
        history.replaceState(null, '', './');
        resolve(said);
      } catch (fault) {
        error.textContent = fault instanceof TypeError ? 'The node does not answer; are you still in its network?' : fault.message;
        button.disabled = false;
      }
    } }, h('h2', {}, 'A seat is kept for you'), h('p', {}, 'Choose the name that the others see. They also see whose guest you are.'), h('label', {}, 'Your name', name), error, button);
    const page = h('div.seat-page', { role: 'dialog', 'aria-modal': 'true', 'aria-label': 'Guest seat' }, form);
    document.body.append(page);
    byId('rail').inert = byId('main').inert = byId('side').inert = true;
    name.focus();
    new MutationObserver((_, observer) => { if (!page.isConnected) { byId('rail').inert = byId('main').inert = byId('side').inert = false; observer.disconnect(); } }).observe(document.body, { childList: true });
  });
}
