// What can be wrong with one provider, and what was asked of it. Knows nothing of what providers
// answer: a dialect (horizon.mjs, xrplrpc.mjs, prices.mjs) says what its fault makes it say.

/**
 * The faults of all providers of one dialect.
 * `take` gives those that the next request meets, as one object, and counts down their `times`.
 */
export const newFaults = () => {
  let all = [];
  return {
    add: (provider, fault) => all.push({ provider, left: Infinity, ...fault, ...timesOf(fault) }),
    heal: (provider) => {
      all = provider === undefined ? [] : all.filter((fault) => fault.provider !== provider);
    },
    take: (provider, endpoint) => {
      const met = all.filter(
        (fault) =>
          fault.provider === provider && (fault.only === undefined || fault.only === endpoint),
      );
      for (const fault of met) fault.left -= 1;
      all = all.filter((fault) => fault.left > 0);
      return Object.assign({}, ...met);
    },
  };
};

const timesOf = ({ times }) => (times === undefined ? {} : { left: times });

/** The requests that came in, and how many of them are like `wanted`. */
export const newLog = () => {
  const requests = [];
  const count = (wanted = {}) => {
    const same = (request) =>
      Object.entries(wanted).every(([name, value]) => request[name] === value);
    return requests.filter(same).length;
  };
  return { requests, count, forget: () => requests.splice(0) };
};

/** A value of JSON without the named fields, however deep they are. */
export const without = (value, names) => {
  if (Array.isArray(value)) return value.map((item) => without(item, names));
  if (value === null || typeof value !== "object" || JSON.isRawJSON(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !names.includes(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, without(inner, names)]));
};
