import { describeTable } from './describe.ts';
import { redisSection } from './redis-page.ts';

/** docs/configuration.md, whole. `pnpm docs:config` writes it; a test compares it. */
export function configurationPage(): string {
  return `# Configuration

Every setting of Parley. A value is taken from, the later one winning: the default; the file given by \`--config\`, in YAML, nested by the dots of the key; the environment; a flag (\`--connect.port 7001\`). A variable with \`_FILE\` behind its name holds the path of a file with the value, for secrets. Secrets are never flags.

An unknown key or a value that is not what was expected stops the start and says so. Times are in milliseconds, sizes in bytes.

${describeTable()}

${redisSection()}
`;
}
