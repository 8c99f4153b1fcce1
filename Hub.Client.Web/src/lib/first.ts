/** What a jobseeker's first page and the employer's, which it loads ahead, are made of travels in one piece: many small
 * ones pack worse. Nothing else does. */
export const first = new RegExp(
  `/src/(${[
    "lib/asking/(ask|asking|fair)\\.",
    "lib/browser/waking",
    "lib/live/",
    "lib/words/(common|times|words)\\.",
    "lib/ui/(AsOf|Header|NotYet|page|back)",
    "features/access/(pass|visitor)",
    "features/floor/Crowd",
    "features/queues/([Ww]ait|turn)",
    "routes/(employer/)?\\+page",
    "features/roster/(favourites|listed|narrowed|search|Found|Star)",
  ].join("|")})`,
);
