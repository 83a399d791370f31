export async function run(_argv: string[], _env: NodeJS.ProcessEnv): Promise<number> {
  return 0;
}
