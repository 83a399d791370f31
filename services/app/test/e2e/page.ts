import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { axeFindings } from './axe.ts';
import { jumpToLatest, launchBrowser, openConversation, openPage, say, signIn } from './browser.ts';
import { Person } from './person.ts';

/** What two people see in their browsers. */
export function describePage(deployment: () => Deployment): void {
  describe('the page', () => {
    let browser: Awaited<ReturnType<typeof launchBrowser>>;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    test('demo and test see each other’s messages live, in the lobby and directly', async () => {
      const demo = await openPage(browser, deployment().siteUrl);
      const other = await openPage(browser, deployment().siteUrl);
      await signIn(demo, 'demo', '111111');
      await signIn(other, 'test', '111111');
      const unique = Date.now().toString(36);

      await openConversation(demo, /Lobby/);
      await openConversation(other, /Lobby/);
      await Promise.all([jumpToLatest(demo), jumpToLatest(other)]);
      await say(demo, `hello ${unique}`);
      await other.getByRole('log').getByText(`hello ${unique}`).waitFor();
      await say(other, `hi demo ${unique}`);
      await demo.getByRole('log').getByText(`hi demo ${unique}`).waitFor();
      // The own message has its tick.
      const mine = demo.getByRole('article').filter({ hasText: `hello ${unique}` });
      await mine.getByTestId('tick-sent').waitFor();
      expect(await mine.count()).toBe(1);

      await demo.getByRole('button', { name: 'New conversation' }).first().click();
      await demo.getByRole('searchbox', { name: 'Search people' }).fill('test');
      await demo.getByRole('dialog').getByRole('button', { name: '@test' }).first().click();
      // Until the new conversation is open, the lobby's composer is still there.
      await demo.getByPlaceholder('Write to Test').waitFor();
      await say(demo, `only you ${unique}`);
      await openConversation(other, /Demo/);
      await other.getByRole('log').getByText(`only you ${unique}`).waitFor();
      await say(other, `and only me ${unique}`);
      await demo.getByRole('log').getByText(`and only me ${unique}`).waitFor();
      await Promise.all([demo, other].map(page => page.context().close()));
    });

    test('what is written during an interruption is sent afterwards, in order and once', async () => {
      const page = await openPage(browser, deployment().siteUrl);
      await signIn(page, 'admin', '111111');
      await openConversation(page, /Lobby/);
      const unique = Date.now().toString(36);
      const texts = ['one', 'two', 'three'].map(word => `${word} ${unique}`);
      await page.context().setOffline(true);
      await page.routeWebSocket(/.*/, socket => socket.close());
      await page.evaluate(() => dispatchEvent(new Event('offline')));
      for (const text of texts) await say(page, text);
      await page.context().setOffline(false);
      const reader = await Person.arrive(deployment(), {
        account: { name: 'demo', password: '111111' },
      });
      try {
        const timeline = reader.client.open('1');
        await eventually(
          () => {
            const seen = timeline.events.flatMap(event =>
              event.type === 'message' && texts.includes(event.body.text) ? [event.body.text] : [],
            );
            expect(seen).toEqual(texts);
          },
          { timeoutMs: 40_000 },
        );
        timeline.close();
      } finally {
        await reader.leave();
      }
      await page.context().close();
    });

    test('a wrong password is said beside the form, and an account can be made', async () => {
      const page = await openPage(browser, deployment().siteUrl);
      await page.getByRole('textbox', { name: 'Name' }).fill('demo');
      await page.getByRole('textbox', { name: 'Password' }).fill('not this one');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('The name or the password is wrong.').waitFor();

      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill(`page-${Date.now()}`);
      await page.getByRole('textbox', { name: 'Password' }).fill('correct horse');
      await page.getByRole('button', { name: 'Create account' }).last().click();
      await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
      await openConversation(page, /Lobby/);
      await page.context().close();
    });

    test('history is there on scroll, and after a reload one is still signed in', async () => {
      const writer = await Person.arrive(deployment());
      const { conversationId } = await writer.client.api.createConversation({
        kind: 'room',
        title: `Long ${writer.user.name}`,
      });
      const many = Array.from({ length: 160 }, (_, i) => `line ${i + 1}.`);
      await Promise.all(many.map(text => writer.say(conversationId, text)));
      await writer.leave();

      const page = await openPage(browser, deployment().siteUrl);
      await signIn(page, writer.account.name, writer.account.password);
      await openConversation(page, /^.*Long/);
      await jumpToLatest(page);
      const log = page.getByRole('log');
      await log.getByText('line 160.').waitFor();
      await eventually(
        async () => {
          await log.hover();
          await page.mouse.wheel(0, -3_000);
          expect(await log.getByText('line 1.').count()).toBe(1);
        },
        { timeoutMs: 20_000, intervalMs: 100 },
      );
      await page.reload();
      await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
      await log.getByText('line 160.').waitFor();
      await page.context().close();
    });

    test('every screen is accessible: no finding by axe, in the light and in the dark', async () => {
      const page = await openPage(browser, deployment().siteUrl);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(page)).toEqual([]);
      }
      await signIn(page, 'demo', '111111');
      await openConversation(page, /Lobby/);
      await page.getByRole('log').getByRole('article').first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(page)).toEqual([]);
      }
      await page.getByRole('button', { name: 'New conversation' }).first().click();
      expect(await axeFindings(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Settings' }).click();
      expect(await axeFindings(page)).toEqual([]);
      await page.context().close();
    });

    test('on a phone there is one pane, and the way back', async () => {
      const page = await openPage(browser, deployment().siteUrl);
      await page.setViewportSize({ width: 390, height: 844 });
      await signIn(page, 'demo', '111111');
      await openConversation(page, /Lobby/);
      expect(await page.getByRole('navigation', { name: 'Conversations' }).isVisible()).toBe(false);
      await page
        .getByRole('link', { name: 'Back to conversations' })
        .or(page.getByRole('button', { name: 'Back to conversations' }))
        .click();
      await page.getByRole('navigation', { name: 'Conversations' }).waitFor();
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await page.context().close();
    });
  });
}
