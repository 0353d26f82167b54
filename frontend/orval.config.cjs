const LONGEST_ENUM = 50;

/** A list of all time zones is data, not a type: it would make the types unreadable. */
function dropLongEnums(node) {
  if (Array.isArray(node)) return node.map(dropLongEnums);
  if (!node || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name, value]) => !(name === "enum" && value.length > LONGEST_ENUM))
      .map(([name, value]) => [name, dropLongEnums(value)]),
  );
}

/** Writes src/api/generated from the committed API description: `npm run generate`. */
module.exports = {
  api: {
    input: {
      target: process.env.OPENAPI ?? "../openapi.json",
      override: { transformer: dropLongEnums },
    },
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
