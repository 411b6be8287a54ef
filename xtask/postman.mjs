// Turns the API's description into a collection for Postman (v2.1): a request for each step, with a
// body, and a script that holds the answer to the description. Must not know any operation.

const SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

const INTRO = [
  "Set `baseUrl` and `apiKey` (a test key: `plr_test_…`), and `apiOrigin` if the key asks for an",
  "origin. `legacyToken`, `clientKey` and `clientSecret` are keys of the other APIs, `adminKey` is",
  "the install's own secret; without one of them its requests fail. `webhookUrl` is where events",
  "of test mode go from then on. Run it in order: requests keep ids for those that follow.",
].join(" ");

/** What whoever imports it fills in. */
const SETTINGS = {
  baseUrl: "https://pay.example.com",
  apiKey: "",
  apiOrigin: "",
  legacyToken: "",
  clientKey: "",
  clientSecret: "",
  adminKey: "",
  webhookUrl: "https://shop.example.com/webhooks/paylinkr",
};

/** Runs before every request. */
const BEFORE = [
  "// Names that must be new are new with each run.",
  'if (!pm.collectionVariables.get("run")) {',
  '  pm.collectionVariables.set("run", Date.now().toString(36));',
  "}",
  "// A key that lists origins asks for one of them.",
  'const origin = pm.variables.get("apiOrigin");',
  'if (origin) pm.request.headers.upsert({ key: "X-Api-Origin", value: origin });',
];

/** Runs before the first. */
const ANEW = ['pm.collectionVariables.set("run", Date.now().toString(36));'];

/**
 * @param {object} document OpenAPI 3.1
 * @param {{tag: string, steps: object[]}[]} folders what is asked, in order. A step names its
 *   operation (`op`) and may have: `name`; `path`, `query`, `headers` and `body`, with variables in
 *   braces; `status`, if it is not the operation's success; `media`, if it is not the first one;
 *   `expect`, values of the answer by their paths; `keep`, variables and where they are taken from
 */
export function collection(document, folders) {
  const operations = operationsOf(document);
  check(document, operations, folders);
  const kept = folders.flatMap(({ steps }) => steps.flatMap(({ keep = {} }) => Object.keys(keep)));
  const empty = Object.fromEntries(["run", ...kept].map((name) => [name, ""]));
  const variables = { ...SETTINGS, ...empty };
  const description = (tag) => document.tags.find(({ name }) => name === tag).description;
  return {
    info: { name: document.info.title, description: INTRO, schema: SCHEMA },
    auth: bearer("apiKey"),
    event: [script("prerequest", BEFORE)],
    variable: Object.entries(variables).map(([key, value]) => ({ key, value, type: "string" })),
    item: folders.map(({ tag, steps }, folder) => ({
      name: tag,
      description: description(tag),
      item: steps.map((step, at) => {
        const item = itemOf(document, operations.get(step.op), step);
        if (folder + at === 0) item.event.push(script("prerequest", ANEW));
        return item;
      }),
    })),
  };
}

/** Every operation by its id, with what it inherits from its path. */
function operationsOf(document) {
  const all = new Map();
  for (const [pattern, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      all.set(operation.operationId, { ...operation, method: method.toUpperCase(), pattern });
    }
  }
  return all;
}

/** Nothing is described that no step asks, and nothing is asked that is not described. */
function check(document, operations, folders) {
  const tags = document.tags.map(({ name }) => name);
  const asked = new Set(folders.flatMap(({ steps }) => steps.map(({ op }) => op)));
  const wrong = [
    ...[...operations.keys()].filter((id) => !asked.has(id)).map((id) => `no step asks ${id}`),
    ...[...asked].filter((id) => !operations.has(id)).map((id) => `there is no operation ${id}`),
    ...folders.filter(({ tag }) => !tags.includes(tag)).map(({ tag }) => `there is no tag ${tag}`),
  ];
  if (wrong.length > 0) throw new Error(`xtask/postman: ${wrong.join("; ")}`);
}

function itemOf(document, operation, step) {
  const parameters = (operation.parameters ?? []).map((one) => follow(document, one));
  const header = headersOf(operation, parameters, step);
  const request = {
    method: operation.method,
    header,
    url: urlOf(operation, parameters, step),
    description: operation.description ?? operation.summary,
    auth: authOf(operation),
  };
  if (step.body !== undefined) {
    const raw = JSON.stringify(step.body, null, 2);
    request.body = { mode: "raw", raw, options: { raw: { language: "json" } } };
  } else if (operation.requestBody?.required) {
    throw new Error(`xtask/postman: a step of ${step.op} lacks its body`);
  }
  const event = [script("test", testOf(document, operation, step))];
  return { name: step.name ?? operation.summary, request, response: [], event };
}

function headersOf(operation, parameters, step) {
  const header = [];
  if (step.body !== undefined) header.push({ key: "Content-Type", value: "application/json" });
  for (const { name } of parameters.filter((one) => one.in === "header")) {
    if (/^idempotency-key$/i.test(name)) header.push({ key: name, value: "{{$guid}}" });
  }
  for (const scheme of schemesOf(operation)) {
    const [key, variable] = HEADERS[scheme] ?? [];
    if (key) header.push({ key, value: `{{${variable}}}` });
  }
  for (const [key, value] of Object.entries(step.headers ?? {})) header.push({ key, value });
  return header;
}

function urlOf(operation, parameters, step) {
  const path = operation.pattern.slice(1).split("/");
  const names = path.flatMap((part) => /^\{(.*)\}$/.exec(part)?.[1] ?? []);
  const variable = names.map((key) => {
    if (step.path?.[key] === undefined) {
      throw new Error(`xtask/postman: a step of ${step.op} lacks ${key} of its path`);
    }
    return { key, value: step.path[key] };
  });
  const query = parameters
    .filter((one) => one.in === "query")
    .map(({ name, description }) => ({
      key: name,
      value: step.query?.[name] ?? "",
      description,
      ...(step.query?.[name] === undefined && { disabled: true }),
    }));
  const shown = path.map((part) => part.replace(/^\{(.*)\}$/, ":$1"));
  const asked = query.filter(({ disabled }) => !disabled);
  const search = asked.map(({ key, value }) => `${key}=${value}`).join("&");
  return {
    raw: `{{baseUrl}}/${shown.join("/")}${search && `?${search}`}`,
    host: ["{{baseUrl}}"],
    path: shown,
    ...(query.length > 0 && { query }),
    ...(variable.length > 0 && { variable }),
  };
}

/** How each scheme of the description is sent: as a header of its own, or as a bearer token. */
const HEADERS = {
  clientKey: ["x-client-key", "clientKey"],
  clientSecret: ["x-client-secret", "clientSecret"],
};
const BEARERS = { apiKey: "apiKey", payrequestKey: "apiKey", admin: "adminKey" };

function schemesOf(operation) {
  return (operation.security ?? []).flatMap((one) => Object.keys(one));
}

function authOf(operation) {
  const bearers = schemesOf(operation).filter((scheme) => scheme in BEARERS);
  return bearers.length > 0 ? bearer(BEARERS[bearers[0]]) : { type: "noauth" };
}

function bearer(variable) {
  return { type: "bearer", bearer: [{ key: "token", value: `{{${variable}}}`, type: "string" }] };
}

function script(listen, exec) {
  return { listen, script: { type: "text/javascript", exec } };
}

/** The script that holds the answer to the description. */
function testOf(document, operation, step) {
  const status = step.status ?? successOf(operation);
  const answer = follow(document, operation.responses[status]);
  if (!answer) throw new Error(`xtask/postman: ${step.op} never answers ${status}`);
  const lines = [`pm.test("answers ${status}", () => pm.response.to.have.status(${status}));`];
  const media = Object.keys(answer.content ?? {});
  const wanted = step.media ?? media[0];
  if (!wanted) return lines;
  lines.push(
    `pm.test("is ${wanted}", () =>`,
    `  pm.expect(pm.response.headers.get("Content-Type")).to.include("${wanted}"));`,
  );
  if (wanted !== "application/json") return lines;
  lines.push("const answer = pm.response.json();");
  const schema = answer.content[wanted].schema;
  for (const [path, fields] of requiredOf(document, schema, "answer")) {
    lines.push(...assertion(path, fields));
  }
  for (const [path, value] of Object.entries(step.expect ?? {})) {
    const [name, due] = [JSON.stringify(`${path} is ${value}`), JSON.stringify(value)];
    lines.push(`pm.test(${name}, () => pm.expect(answer.${path}).to.eql(${due}));`);
  }
  for (const [name, path] of Object.entries(step.keep ?? {})) {
    lines.push(`pm.collectionVariables.set("${name}", answer${path && `.${path}`});`);
  }
  return lines;
}

function successOf(operation) {
  return Number(Object.keys(operation.responses).find((status) => /^2/.test(status)));
}

/** What must be there: in the answer itself, in what it holds, and in each entry of its lists. */
function requiredOf(document, schema, path) {
  const { type, required, properties = {}, items } = follow(document, schema) ?? {};
  if (type === "array") return requiredOf(document, items, `${path}[]`);
  if (!required) return [];
  const inside = required.flatMap((name) => {
    const field = follow(document, properties[name]);
    const isFirst = path === "answer" && ["array", "object"].includes(field?.type);
    const isInEach = path.endsWith("[]") && field?.type === "object";
    return isFirst || isInEach ? requiredOf(document, field, `${path}.${name}`) : [];
  });
  return [[path, required], ...inside];
}

function assertion(path, fields) {
  const names = fields.map((name) => JSON.stringify(name)).join(", ");
  const [list, ...rest] = path.split("[]");
  const title = JSON.stringify(`${path} has ${fields.join(", ")}`);
  if (rest.length === 0) {
    return [`pm.test(${title}, () => pm.expect(${path}).to.include.all.keys(${names}));`];
  }
  return [
    `pm.test(${title}, () => {`,
    `  for (const one of ${list}) pm.expect(one${rest[0]}).to.include.all.keys(${names});`,
    "});",
  ];
}

/** What a reference leads to. */
function follow(document, value) {
  if (value?.$ref === undefined) return value;
  const parts = value.$ref.slice(2).split("/");
  return follow(document, parts.reduce((at, part) => at[part], document));
}
