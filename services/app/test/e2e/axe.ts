import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE_FILE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe has to say about the page as it is now: a line for each finding. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Transitions of colours are seen as too little contrast while they last.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(animation => animation.finished.catch(() => {}))),
  );
  // evaluate() goes past the page's content security policy; a script tag would not.
  await page.evaluate(await readFile(AXE_FILE, 'utf8'));
  const results = (await page.evaluate('axe.run()')) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 120)}`),
  );
}
