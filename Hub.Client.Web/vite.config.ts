import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

const hub = "http://localhost:5080";

/** What a jobseeker's first page is made of travels in one piece: many small ones pack worse. */
const first = [
  "lib/(asking|words|live)/",
  "lib/ui/(AsOf|Header|NotYet|page)",
  "features/access/(pass|visitor)",
  "features/floor/(Crowd|Sums)",
  "features/queues/([Ww]ait|turn)",
  "features/roster/(favourites|narrowed|Found)",
];
const test = new RegExp(`/src/(${first.join("|")})`);

export default defineConfig({
  plugins: [sveltekit()],
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", test }] } } } } },
  },
  server: { proxy: { "/api": hub, "/live": { target: hub, ws: true } } },
});
