import { sveltekit } from "@sveltejs/kit/vite";
import { defineConfig } from "vite";

const hub = "http://localhost:5080";

export default defineConfig({
  plugins: [sveltekit()],
  server: { proxy: { "/api": hub, "/live": { target: hub, ws: true } } },
});
