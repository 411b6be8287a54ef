// Runs wrangler, or a program that stands in for it, and understands what it answers. Must not know
// why it is asked.

import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";

/** What a program said that failed. */
export class WranglerError extends Error {}

/**
 * A function that runs wrangler: words in, what it printed out.
 *
 * @param {object} options
 * @param {string} options.program its script
 * @param {string} options.config the configuration that it reads
 * @param {string} options.cwd where it runs; it looks for .env there
 * @param {object} [options.env]
 * @param {typeof started} [options.start] what runs the program
 */
export const wranglerAt = ({ program, config, cwd, env = process.env, start = started }) => {
  const own = {
    ...env,
    // Nobody is asked anything: what wrangler would ask has an answer that is safe.
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_LOG: "log",
    NO_COLOR: "1",
    FORCE_COLOR: "0",
  };
  return async (words, input = "") => {
    const all = [...words, "--config", config];
    const { code, out, err } = await start({ program, words: all, input, cwd, env: own });
    if (code !== 0) throw new WranglerError(trouble(out, err) || `wrangler ended with ${code}`);
    return out;
  };
};

/** A program's end: its code, and what it printed. */
const started = async ({ program, words, input, cwd, env }) => {
  const child = spawn(process.execPath, [program, ...words], { cwd, env });
  const ended = new Promise((done, fail) => child.once("error", fail).once("close", done));
  // Who ends before it has read its input is heard of by its code.
  child.stdin.on("error", () => {}).end(input);
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, out, err };
};

/** What was wrong: in JSON on one side, or in words on the other. */
const trouble = (out, err) => {
  const said = parsed(out)?.error;
  const words = said?.text ?? said ?? (err.trim() || out);
  const notes = (said?.notes ?? []).map((note) => note.text);
  return [String(words), ...notes]
    .join("\n")
    .replace(/\u001b\[[0-9;]*m/g, "")
    .replace(/^✘ \[ERROR\] /m, "")
    .replace(/^.*(Logs were written to|--temporary|temporary account).*$/gm, "")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
};

const parsed = (out) => {
  try {
    return JSON.parse(out);
  } catch {
    return undefined;
  }
};

/** What a command answers that speaks JSON. */
export const json = (out) => {
  const value = parsed(out);
  if (value !== undefined) return value;
  throw new WranglerError(`wrangler answered what is not JSON: ${out.trim().slice(0, 200)}`);
};
