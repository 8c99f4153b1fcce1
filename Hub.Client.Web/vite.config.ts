import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";
import { first } from "./src/lib/first.ts";

const hub = "http://localhost:5080";

export default defineConfig({
  plugins: [sveltekit()],
  environments: {
    client: { build: { rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", test: first }] } } } } },
  },
  server: { proxy: { "/api": hub, "/live": { target: hub, ws: true } } },
});
