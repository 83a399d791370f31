import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Deployment } from '@parley/testing/deployment';
import { jumpToLatest, launchBrowser, openConversation, openPage, say, signIn } from './browser.ts';

const PAGE = readFileSync(join(import.meta.dirname, 'gochat-page.html'), 'utf8');

/** What a person sees whose page was made for gochat and served by somebody else, and who uses ours. */
export function describeCompatOnPage(deployment: () => Deployment): void {
  describe('a page that was made for gochat', () => {
    let browser: Awaited<ReturnType<typeof launchBrowser>>;
    let server: Server;
    let url: string;
    beforeAll(async () => {
      browser = await launchBrowser();
      server = createServer((_request, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(pageOf(deployment()));
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterAll(async () => {
      await browser?.close();
      server?.close();
    });

    test('chats with ours in the lobby, and knows who is there', async () => {
      const theirs = await openPage(browser, `${url}/login`);
      await theirs.getByLabel('userName').fill('test');
      await theirs.getByLabel('passWord').fill('wrong');
      await theirs.getByRole('button', { name: 'Login' }).click();
      await theirs.getByText('no this user or password error!').waitFor();
      await theirs.getByLabel('passWord').fill('111111');
      await theirs.getByRole('button', { name: 'Login' }).click();
      await theirs.waitForURL(`${url}/`);
      await theirs.getByText('Signed in: test').waitFor();

      const ours = await openPage(browser, deployment().siteUrl);
      await signIn(ours, 'demo', '111111');
      await openConversation(ours, /Lobby/);
      await jumpToLatest(ours);
      const people = theirs.locator('#online');
      await theirs.getByRole('button', { name: 'Members' }).click();
      for (const name of ['demo', 'test']) await people.getByText(name, { exact: true }).waitFor();
      expect(Number(await theirs.locator('#count').textContent())).toBe(
        await people.getByRole('listitem').count(),
      );

      const unique = Date.now().toString(36);
      const said = theirs.locator('#messages').getByRole('listitem');
      await theirs.getByLabel('Say').fill(`from theirs ${unique}`);
      await theirs.getByRole('button', { name: 'Send' }).click();
      await ours.getByRole('log').getByText(`from theirs ${unique}`).waitFor();
      await say(ours, `from ours ${unique}`);
      await said.nth(1).waitFor();
      expect(await said.allTextContents()).toEqual([
        expect.stringMatching(new RegExp(String.raw`^test\(.{19}\):from theirs ${unique}$`)),
        expect.stringMatching(new RegExp(String.raw`^demo\(.{19}\):from ours ${unique}$`)),
      ]);
      expect(await ours.getByRole('log').getByText(unique).count()).toBe(2);

      await theirs.getByRole('button', { name: 'Logout' }).click();
      await theirs.waitForURL(`${url}/login`);
      await Promise.all([theirs, ours].map(page => page.context().close()));
    });
  });
}

/** As its operators point it at their server: by replacing the addresses in it. */
function pageOf({ apiUrls, connectUrls }: Deployment): string {
  const socketUrl = new URL('/ws', connectUrls[0]);
  return PAGE.replace('http://127.0.0.1:7070', apiUrls[0] ?? '').replace(
    'ws://127.0.0.1:7000/ws',
    socketUrl.href,
  );
}
