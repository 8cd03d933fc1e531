// Heights of rows with sums in O(log n): a Fenwick tree. Pure.

export class Heights {
	#tree = [0]; #values = [];

	get count() { return this.#values.length; }
	get total() { return this.before(this.count); }

	reset(values) {
		this.#values = values.slice();
		this.#tree = new Array(values.length + 1).fill(0);
		for (let i = 1; i <= values.length; i++) {
			this.#tree[i] += values[i - 1];
			const parent = i + (i & -i);
			if (parent <= values.length) this.#tree[parent] += this.#tree[i];
		}
	}

	push(value) {
		this.#values.push(value);
		const i = this.#values.length;
		// A new node covers itself and the smaller nodes beneath it.
		let sum = value;
		for (let k = i - 1, low = i - (i & -i); k > low; k -= k & -k) sum += this.#tree[k];
		this.#tree[i] = sum;
	}

	get(index) { return this.#values[index]; }

	set(index, value) {
		const change = value - this.#values[index];
		if (change === 0) return;
		this.#values[index] = value;
		for (let i = index + 1; i <= this.count; i += i & -i) this.#tree[i] += change;
	}

	/** The sum of the first `index` heights: where row `index` begins. */
	before(index) {
		let sum = 0;
		for (let i = index; i > 0; i -= i & -i) sum += this.#tree[i];
		return sum;
	}

	/** The row that covers that offset; clamped to the rows there are. */
	at(offset) {
		let index = 0, rest = Math.max(0, offset);
		for (let step = 1 << Math.floor(Math.log2(Math.max(1, this.count))); step > 0; step >>= 1) {
			const next = index + step;
			if (next <= this.count && this.#tree[next] <= rest) { index = next; rest -= this.#tree[next]; }
		}
		return Math.min(index, Math.max(0, this.count - 1));
	}

	/** Rows [from, to) that a view of that size shows, and some more on both sides. */
	range(top, viewHeight, margin) {
		if (this.count === 0) return { from: 0, to: 0 };
		return { from: this.at(top - margin), to: this.at(top + viewHeight + margin) + 1 };
	}
}
