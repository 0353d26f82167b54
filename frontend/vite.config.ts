import { createReadStream, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const api = process.env.API_ORIGIN ?? "http://127.0.0.1:8000";

/** Not fonts and character maps: those are rarely asked for. */
const PACKED = /\.(m?js|css|svg|wasm)$/;
const MOST_EFFORT_BYTES = 1_000_000;

/** Compressed twins beside each script and style, so that the server packs nothing itself. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    writeBundle({ dir = "dist" }) {
      const folder = join(dir, "assets");
      const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
      for (const name of names.filter((each) => PACKED.test(each))) {
        const bytes = readFileSync(join(folder, name));
        // The last few percent of a very large file take long, and are for what is rarely asked.
        const quality = bytes.length > MOST_EFFORT_BYTES ? 8 : constants.BROTLI_MAX_QUALITY;
        const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, { params }));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      }
    },
  };
}

/** The files of the API documentation at /api/docs, served from our own build. */
function apiDocs(): Plugin {
  return {
    name: "api-docs",
    apply: "build",
    generateBundle() {
      for (const name of ["swagger-ui.css", "swagger-ui-bundle.js"]) {
        const source = readFileSync(`node_modules/swagger-ui-dist/${name}`);
        this.emitFile({ type: "asset", fileName: `docs/${name}`, source });
      }
    },
  };
}

/**
 * What pdf.js fetches only for documents that need it: character maps, fonts that a file does not
 * carry, decoders. The folder is named by the version, so browsers may keep it for ever.
 */
function pdfResources(): Plugin {
  const root = "node_modules/pdfjs-dist";
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
  const folder = `assets/pdfjs-${version}`;
  return {
    name: "pdf-resources",
    generateBundle() {
      for (const part of ["cmaps", "standard_fonts", "wasm", "iccs"]) {
        for (const name of readdirSync(`${root}/${part}`)) {
          const source = readFileSync(`${root}/${part}/${name}`);
          this.emitFile({ type: "asset", fileName: `${folder}/${part}/${name}`, source });
        }
      }
    },
    configureServer({ middlewares }) {
      middlewares.use(`/${folder}`, (request, response, next) => {
        const file = join(root, normalize(`/${request.url?.split("?")[0]}`));
        if (existsSync(file)) createReadStream(file).pipe(response);
        else next();
      });
    },
  };
}

/**
 * Documents name files from the root, which the server turns into where they are served; scripts and
 * styles find each other from where they themselves lie. A worker must come from the page's host.
 */
function builtUrl(name: string, { hostType }: { hostType: "js" | "css" | "html" }) {
  const isWorker = name.includes(".worker");
  return hostType === "html" || isWorker ? `/${name}` : { relative: true };
}

/** Tests that put another module in place of one need a world of their own; the others share
    theirs, which takes a third of the time. */
const tests = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => `src/${name}`);
const apart = tests.filter((name) => readFileSync(name, "utf8").includes("vi.mock("));
const together = tests.filter((name) => !apart.includes(name));

export default defineConfig({
  plugins: [react(), compressed(), apiDocs(), pdfResources()],
  html: { cspNonce: "__CSP_NONCE__" },
  experimental: { renderBuiltUrl: builtUrl },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        app: "app.html",
        booking: "booking.html",
        site: "site.html",
        console: "console.html",
        signing: "signing.html",
      },
    },
  },
  server: { proxy: { "/api": { target: api, changeOrigin: false } } },
  test: {
    environment: "jsdom",
    setupFiles: ["test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    testTimeout: 30_000,
    maxWorkers: "100%",
    projects: [
      { extends: true, test: { name: "together", include: together, isolate: false } },
      { extends: true, test: { name: "apart", include: apart } },
    ],
  },
});
