/** What a jobseeker's first page is made of travels in one piece: many small ones pack worse. Nothing else does. */
export const first = new RegExp(
  `/src/(${[
    "lib/asking/(ask|fair)\\.",
    "lib/browser/waking",
    "lib/live/",
    "lib/words/(common|times|words)\\.",
    "lib/ui/(AsOf|Header|NotYet|page)",
    "features/access/(pass|visitor)",
    "features/floor/Crowd",
    "features/queues/([Ww]ait|turn)",
    "features/roster/(favourites|narrowed|search|Found)",
  ].join("|")})`,
);
