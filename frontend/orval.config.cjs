/** Writes src/api/generated from the committed API description: `npm run generate`. */
module.exports = {
  api: {
    input: { target: process.env.OPENAPI ?? "../openapi.json" },
    output: {
      mode: "split",
      target: "src/api/generated/api.ts",
      client: "fetch",
      httpClient: "fetch",
      clean: true,
      headers: false,
      override: {
        mutator: { path: "src/api/http.ts", name: "request" },
        fetch: { includeHttpResponseReturnType: false },
        enumGenerationType: "union",
      },
    },
  },
};
