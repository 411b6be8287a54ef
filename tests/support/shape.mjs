// Whether one value of JSON is built as another: the same names, and under each the same type.
// Knows nothing of what the names mean.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const kindOf = (value) => (Array.isArray(value) ? "array" : value === null ? "null" : typeof value);

/**
 * Where `ours` is built in another way than `theirs`, as sentences. Names that not every record has
 * are in `optional`; what is under those in `skip` is not looked at. Each item of a list of ours is
 * held to the item of theirs that is of the same `type` or `asset_type`, or to the first.
 */
export const differences = (ours, theirs, { optional = [], skip = [] } = {}, at = "it") => {
  const [kind, wanted] = [kindOf(ours), kindOf(theirs)];
  if (kind !== wanted) return [`${at} is ${kind}, and was ${wanted}`];
  const inside = (value, recorded, name) =>
    differences(value, recorded, { optional, skip }, `${at}.${name}`);
  if (kind === "array") {
    return ours.flatMap((item, index) => {
      const same = theirs.find((one) => nameOf(one) === nameOf(item)) ?? theirs[0];
      return same === undefined ? [] : inside(item, same, index);
    });
  }
  if (kind !== "object") return [];
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  return [...names].flatMap((name) => {
    if (skip.includes(name)) return [];
    if (name in ours && name in theirs) return inside(ours[name], theirs[name], name);
    if (optional.includes(name)) return [];
    return [`${at} ${name in ours ? "has" : "lacks"} ${name}`];
  });
};

const nameOf = (item) => item?.asset_type ?? item?.type;

/** Fails unless `ours` is built as what was recorded. */
export const assertBuiltAs = (ours, theirs, options) =>
  assert.deepEqual(differences(ours, theirs, options), []);

/** A recorded answer; `undefined` where no recordings lie beside the repository. */
export const recorded = (path) => {
  const folder = process.env.PAYLINKR_FIXTURES;
  return folder && JSON.parse(readFileSync(join(folder, path), "utf8"));
};
