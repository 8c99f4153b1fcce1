// Employers that somebody wants to find again: kept on this phone, nobody else knows.
export class Favourites {
  #key: string;
  #ids = $state.raw<ReadonlySet<string>>(new Set());

  constructor(fair: string) {
    this.#key = `hub-favourites-${fair}`;
    try {
      this.#ids = new Set(JSON.parse(localStorage.getItem(this.#key) ?? "[]") as string[]);
    } catch {
      // unreadable: as if there were none
    }
  }

  get size() {
    return this.#ids.size;
  }

  has = (employer: string) => this.#ids.has(employer);

  toggle(employer: string) {
    const ids = new Set(this.#ids);
    if (!ids.delete(employer)) ids.add(employer);
    this.#ids = ids;
    try {
      localStorage.setItem(this.#key, JSON.stringify([...ids]));
    } catch {
      // full: then they live as long as the page
    }
  }
}
