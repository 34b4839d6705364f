/** Which properties and items of one value schemas have looked at: what `unevaluated…` asks. */
export class Seen {
  private readonly names = new Set<string>();
  private readonly items = new Set<number>();
  private allNames = false;
  /** So many items from the first on. */
  private leading = 0;

  /** How many are noted one by one. */
  get size(): number {
    return this.names.size + this.items.size;
  }

  addName(name: string) {
    this.names.add(name);
  }

  addAllNames() {
    this.allNames = true;
  }

  addItem(index: number) {
    this.items.add(index);
  }

  addItems(leading: number) {
    this.leading = Math.max(this.leading, leading);
  }

  hasName(name: string): boolean {
    return this.allNames || this.names.has(name);
  }

  hasItem(index: number): boolean {
    return index < this.leading || this.items.has(index);
  }

  add(other: Seen) {
    this.allNames ||= other.allNames;
    this.addItems(other.leading);
    for (const name of other.names) this.names.add(name);
    for (const index of other.items) this.items.add(index);
  }
}
