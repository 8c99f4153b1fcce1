import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

const hub = "http://localhost:5080";

/** What a jobseeker's first page is made of travels in one piece: many small ones pack worse. */
const first =
  /\/src\/(lib\/(asking|words|live|ui\/(AsOf|Header|NotYet|page))|features\/(access\/(pass|visitor)|floor\/(Crowd|Sums)|queues\/(Wait|wait|turn)|roster\/(favourites|narrowed|Found)))/;

export default defineConfig({
  plugins: [sveltekit()],
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", test: first }] } } } } },
  },
  server: { proxy: { "/api": hub, "/live": { target: hub, ws: true } } },
});
