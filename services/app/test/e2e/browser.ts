import { ensureProgram } from '@parley/testing';
import { type Browser, chromium, type Page } from 'playwright-core';

/** A headless Chromium that asks nobody on the network for anything. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: await ensureProgram('chromium', 'chromium'),
    args: [
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

/** A person of their own: no cookies or storage shared with anybody. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', error => problems.push(error.message));
  page.on('console', message => {
    // Refused requests are part of some tests; they are shown on the page and not in the log alone.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket/.test(message.text())) {
      problems.push(message.text());
    }
  });
  page.on('close', () => {
    if (problems.length > 0) throw new Error(`the page complained: ${problems.join('; ')}`);
  });
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  return page;
}

export async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
}

export async function openConversation(page: Page, title: string | RegExp): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: title }).first().click();
  await page.getByRole('textbox', { name: 'Message' }).waitFor();
}

/** The page opens where the unread begins; this goes to the end, if it is not there. */
export async function jumpToLatest(page: Page): Promise<void> {
  await page.getByRole('log').getByRole('article').first().waitFor();
  const button = page.getByRole('button', { name: /latest|new message/i });
  await button.click({ timeout: 1_000 }).catch(() => {});
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}
