/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="es2021" />
/// <reference lib="webworker" />
// Lets the judge's page and the pass start without a network: it keeps this build's files. What the server says about
// the fair it never keeps.
import { build, files, version } from "$service-worker";

const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;
const name = `hub-${version}`;
/** Every page begins with the same document. */
const shell = "/judge";
const assets = new Set([...build, ...files]);
/** Milliseconds that a document may take before the kept one is shown. */
const patience = 3_000;

worker.addEventListener("install", (e) => e.waitUntil(install()));
worker.addEventListener("activate", (e) => e.waitUntil(takeOver()));
worker.addEventListener("fetch", (e) => {
  const url = new URL(e.request.url);
  if (e.request.method !== "GET" || url.origin !== location.origin) return;
  if (e.request.mode === "navigate") e.respondWith(document(e.request));
  else if (assets.has(url.pathname)) e.respondWith(asset(e.request));
});

/** All or nothing: what fails is tried again when the page is opened next. */
async function install() {
  const cache = await caches.open(name);
  await cache.addAll([...assets, new Request(shell, { cache: "reload" })]);
  // while nodes are upgraded one after the other, the document may be another build's
  const text = await (await cache.match(shell))!.text();
  const foreign = text.match(/\/_app\/immutable\/[^"']+/g)?.find((file) => !assets.has(file));
  if (foreign) throw new Error(`not of this build: ${foreign}`);
  await worker.skipWaiting();
}

/** Pages of an older build reload themselves as soon as nothing is under way. */
async function takeOver() {
  for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
  await worker.clients.claim();
}

async function document(request: Request): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience);
  const answer = await fetch(request, { signal: late.signal }).catch(() => undefined);
  clearTimeout(timer);
  // a proxy may answer for a server that is away
  if (answer && answer.status < 500) return answer;
  return (await kept(shell)) ?? answer ?? Response.error();
}

const asset = async (request: Request) => (await kept(request)) ?? fetch(request);

const kept = async (what: Request | string) => (await caches.open(name)).match(what, { ignoreVary: true });
