// Content-Security-Policy, as far as doctor reads it: whether an address may be a script, a frame,
// or an ancestor (CSP Level 3, 6.7.2). Must not know whose addresses they are.

/** A policy's directives by name, each a list of sources. */
export const directives = (policy) => {
  const found = {};
  for (const part of policy.split(";")) {
    const [name, ...sources] = part.trim().split(/\s+/);
    // Of two the first counts.
    if (name) found[name.toLowerCase()] ??= sources;
  }
  return found;
};

const INSTEAD = {
  "script-src": ["script-src-elem", "script-src", "default-src"],
  "frame-src": ["frame-src", "child-src", "default-src"],
  "frame-ancestors": ["frame-ancestors"],
};

/** Whether a policy allows an address as something; what it does not speak of it allows. */
export const allows = (policy, kind, address) => {
  const name = INSTEAD[kind].find((one) => policy[one]);
  if (!name) return true;
  const url = new URL(address);
  return policy[name].some((source) => matches(source, url));
};

const matches = (source, url) => {
  if (source === "*") return ["http:", "https:"].includes(url.protocol);
  if (source.startsWith("'")) return false;
  if (/^[a-z][a-z0-9+.-]*:$/i.test(source)) return source.toLowerCase() === url.protocol;
  const parts = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:]+)(?::(\d+|\*))?(\/.*)?$/i.exec(source);
  if (!parts) return false;
  const [, scheme, host, port] = parts;
  // http allows https, too; without a scheme https is meant, or what the page itself has.
  const schemes = scheme ? [`${scheme.toLowerCase()}:`] : ["http:", "https:"];
  if (scheme?.toLowerCase() === "http") schemes.push("https:");
  if (!schemes.includes(url.protocol)) return false;
  const name = host.toLowerCase();
  const isUnder = name.startsWith("*.") && url.hostname.endsWith(name.slice(1));
  const isHost = name === "*" || isUnder || name === url.hostname;
  const usual = url.protocol === "https:" ? "443" : "80";
  return isHost && (port === "*" || (port ?? usual) === (url.port || usual));
};
