// How the description itself is tried out.
export const DESCRIPTION = {
  tag: "Description",
  steps: [
    { op: "get_openapi", expect: { openapi: "3.1.0" } },
    {
      op: "get_openapi",
      name: "Read this description as YAML",
      query: { format: "yaml" },
      media: "application/yaml",
    },
    { op: "get_postman_collection", expect: { "info.name": "PayLinkr" } },
  ],
};
