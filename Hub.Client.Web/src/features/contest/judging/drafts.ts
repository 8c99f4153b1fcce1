const drafts = (place: string) => `hub-drafts ${place}`;

/** What was typed and not saved. It is kept at once: the next moment may be the battery's last. */
export function keepDrafts(place: string, typed: Record<string, string>) {
  try {
    if (Object.keys(typed).length) localStorage.setItem(drafts(place), JSON.stringify(typed));
    else localStorage.removeItem(drafts(place));
  } catch {
    // full: then they live as long as the page
  }
}

export const keptDrafts = (place: string) =>
  JSON.parse(localStorage.getItem(drafts(place)) ?? "{}") as Record<string, string>;
