import type { UserView } from '@parley/wire';
import type { ComponentChildren } from 'preact';
import { PersonAvatar } from '../presence/person-avatar.tsx';

/** A person in a list: picture, display name, name; `children` stand at the end. */
export function PersonRow({ user, children }: { user: UserView; children?: ComponentChildren }) {
  return (
    <>
      <PersonAvatar userId={user.userId} name={user.displayName} size={36} />
      <span class="person-names">
        <span class="person-display">{user.displayName}</span>
        <span class="quiet">@{user.name}</span>
      </span>
      {children}
    </>
  );
}
