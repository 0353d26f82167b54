import "@testing-library/jest-dom/vitest";
import { notifications } from "@mantine/notifications";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { setCsrfToken } from "../src/api/http";
import { server } from "./server";

// A busy machine may take longer; what is there at once costs nothing.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  notifications.clean();
  server.resetHandlers();
  setCsrfToken(null);
  sessionStorage.clear();
  localStorage.clear();
  window.history.replaceState(null, "", "/");
});
afterAll(async () => {
  // What is still being loaded must not arrive in the next file's world.
  await vi.dynamicImportSettled();
  server.close();
});

// What jsdom lacks and Mantine or our own code asks for.
vi.stubGlobal(
  "matchMedia",
  vi.fn((media: string) => ({
    matches: false,
    media,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
    onchange: null,
  })),
);
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
vi.stubGlobal(
  "IntersectionObserver",
  class {
    constructor(private readonly tell: (entries: object[]) => void) {}
    observe(target: Element) {
      const intersectionRect = { height: 1 };
      queueMicrotask(() => this.tell([{ target, isIntersecting: true, intersectionRect }]));
    }
    unobserve() {}
    disconnect() {}
  },
);
vi.stubGlobal("CSS", { escape: (text: string) => text });
// A canvas that takes every stroke, shows none, and knows how wide a text is.
const measureText = (text: string) => ({ width: text.length * 100 });
HTMLCanvasElement.prototype.getContext = (() =>
  new Proxy({ measureText } as Record<string, unknown>, {
    get: (held, name: string) => held[name] ?? (() => {}),
  })) as never;
HTMLCanvasElement.prototype.toDataURL = () => "data:image/png;base64,aW5r";
Element.prototype.scrollIntoView = () => {};
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
  this.dispatchEvent(new Event("close"));
};
