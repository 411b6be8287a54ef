// The little of Node that the snippets and main.ts name, for the compiler.
declare const process: { env: Record<string, string | undefined> };
declare module "node:fs/promises" {
  export function readFile(path: string): Promise<Uint8Array>;
}
