import adapter from "@sveltejs/adapter-static";

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    alias: { $features: "src/features" },
    adapter: adapter({ fallback: "index.html", precompress: true }),
    version: { pollInterval: 0 },
    // only pages that have to start without a network register it
    serviceWorker: { register: false },
  },
};
