import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import type { Page } from 'playwright-core';
import { launchBrowser, openConversation, openPage, say, signIn } from './browser.ts';
import { Person, withPeople } from './person.ts';

/** What the page shows of others: how far they are, whether they are there, whom they mean. */
export function describePeopleOnPage(deployment: () => Deployment): void {
  describe('people on the page', () => {
    let browser: Awaited<ReturnType<typeof launchBrowser>>;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    /** Signs in as this person, whose SDK is left alone. */
    const pageOf = async ({ account }: Person): Promise<Page> => {
      const page = await openPage(browser, deployment().siteUrl);
      await signIn(page, account.name, account.password);
      return page;
    };

    test('an own message has one tick, then two, then two in colour', async () => {
      await withPeople(async arrive => {
        const ada = await arrive(Person.arrive(deployment()));
        const bob = await arrive(Person.arrive(deployment()));
        const { conversationId } = await ada.client.api.openDirect(bob.user.userId);
        const page = await pageOf(ada);
        bob.client.disconnect();
        await openConversation(page, bob.user.displayName);
        await say(page, 'are you there?');
        const mine = page.getByRole('log').getByRole('article').last();
        await mine.getByTestId('tick-sent').waitFor();
        await bob.client.connect();
        await mine.getByTestId('tick-delivered').waitFor();
        await eventually(() => {
          expect(bob.client.conversations.get(conversationId)?.lastSeq).toBeGreaterThan(0);
        });
        const seq = bob.client.conversations.get(conversationId)?.lastSeq ?? 0;
        bob.client.markRead(conversationId, seq);
        await mine.getByTestId('tick-read').waitFor();
        // The list says it too.
        await page.getByRole('navigation').getByTestId('tick-read').waitFor();
        await page.reload();
        await mine.getByTestId('tick-read').waitFor();
        await page.context().close();
      });
    });

    test('whether the other one is there is said, unless that person does not want it', async () => {
      await withPeople(async arrive => {
        const ada = await arrive(Person.arrive(deployment()));
        const bob = await arrive(Person.arrive(deployment()));
        await ada.client.api.openDirect(bob.user.userId);
        const page = await pageOf(ada);
        await openConversation(page, bob.user.displayName);
        const presence = page.getByTestId('peer-presence');
        await presence.getByText('Online').waitFor();
        bob.client.setAway(true);
        await presence.getByText('Away').waitFor();
        await page.getByRole('navigation').getByTestId('presence-away').waitFor();
        bob.client.setAway(false);
        await bob.client.setPresenceMode('busy');
        await presence.getByText('Do not disturb').waitFor();
        await bob.client.setPresenceMode('invisible');
        await presence.getByText(/Offline|Last seen/).waitFor();
        await page.context().close();
      });
    });

    test('one’s own status is chosen in the settings, and holds on other devices', async () => {
      await withPeople(async arrive => {
        const ada = await arrive(Person.arrive(deployment()));
        const page = await pageOf(ada);
        await page.getByRole('button', { name: 'Settings' }).click();
        await page.getByRole('radio', { name: 'Invisible' }).check();
        await page.getByText('Others see you as offline.').waitFor();
        await eventually(() => expect(ada.client.presence.mode).toBe('invisible'));
        await page.context().close();
      });
    });

    test('people are mentioned by name, completed by keyboard, and it stands out for them', async () => {
      await withPeople(async arrive => {
        const ada = await arrive(Person.arrive(deployment()));
        const bob = await arrive(Person.arrive(deployment()));
        const group = await bob.client.api.createConversation({
          kind: 'group',
          title: `Mentions ${ada.user.name}`,
          memberIds: [ada.user.userId],
        });
        const { conversationId } = group;
        const page = await pageOf(ada);
        const { name } = ada.user;
        const mentions = [ada.user.userId];
        const text = `@${name}, look. And mail me@${name}.`;
        await bob.client.send(conversationId, { kind: 'text', text, mentions });
        const row = page.getByRole('navigation').getByRole('link', { name: /Mentions/ });
        await row.getByText(/1 mentions you/).waitFor();
        await openConversation(page, /Mentions/);
        const mention = page.getByRole('log').locator('.mention.me');
        await mention.waitFor();
        expect(await mention.allTextContents()).toEqual([`@${name}`]);

        const composer = page.getByRole('textbox', { name: 'Message' });
        await composer.pressSequentially(`so @${bob.user.name.slice(0, 4)}`);
        await page.getByRole('option', { name: `@${bob.user.name}` }).waitFor();
        await page.keyboard.press('ArrowDown');
        await page.keyboard.press('ArrowUp');
        await page.keyboard.press('Enter');
        await composer.pressSequentially('it is.');
        expect(await composer.inputValue()).toBe(`so @${bob.user.name} it is.`);
        await page.keyboard.press('Enter');
        await bob.hears(conversationId, [`so @${bob.user.name} it is.`]);
        await eventually(() => {
          expect(bob.client.conversations.get(conversationId)).toMatchObject({ mentionCount: 1 });
        });
        await page.context().close();
      });
    });
  });
}
