import { leaves } from './leaves.ts';
import type { Setting } from './setting.ts';

function shown(setting: Setting<unknown>): string {
  if (setting.secret) return 'none';
  if (Array.isArray(setting.initial)) return setting.initial.join(',') || 'none';
  return String(setting.initial) || 'none';
}

/** The settings for `--help`: one entry each with its meaning and default. */
export function describeFlags(): string {
  return leaves()
    .filter(leaf => !leaf.setting.secret)
    .map(({ key, setting }) => `  --${key}  (${shown(setting)})\n      ${setting.about}`)
    .join('\n');
}

/** The table of settings in the documentation (Markdown). */
export function describeTable(): string {
  const rows = leaves().map(({ key, variable, setting }) => {
    const initial = setting.secret ? 'none; a secret' : `\`${shown(setting)}\``;
    return `| \`${key}\` | \`${variable}\` | ${initial} | ${setting.about} |`;
  });
  return ['| Key | Environment | Default | Meaning |', '|---|---|---|---|', ...rows].join('\n');
}

/** parley.yaml with every setting at its default, as a comment. */
export function exampleFile(): string {
  const lines = ['# Parley. Every setting, at its default; uncomment what you change.', ''];
  let section: string | undefined;
  for (const { path, setting } of leaves()) {
    const [first] = path;
    const nested = path.length > 1;
    if (nested && first !== section) {
      section = first;
      lines.push('', `# ${first}:`);
    }
    const indent = nested ? '  ' : '';
    const initial = setting.secret ? '' : ` ${JSON.stringify(setting.initial)}`;
    lines.push(`# ${indent}# ${setting.about}`, `# ${indent}${path.at(-1)}:${initial}`);
  }
  return `${lines.join('\n')}\n`;
}
