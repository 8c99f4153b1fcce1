// A browser's store for the tests; the rest of a browser is happy-dom's.
import "fake-indexeddb/auto";
