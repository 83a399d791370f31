import { createHash, timingSafeEqual } from 'node:crypto';
import { ServerInterceptingCall, type ServerInterceptor, status } from '@grpc/grpc-js';
import { SECRET_KEY, type TierCredentials } from './credentials.ts';

/** Orchestrators ask for health without credentials; it tells nothing but whether we serve. */
const OPEN_SERVICE = '/grpc.health.v1.Health/';

/**
 * Refuses every call without the secret, before a handler or a deserialiser sees it. Under mutual TLS
 * the handshake has done so already.
 */
export function authenticate(credentials: TierCredentials): ServerInterceptor {
  if (credentials.kind === 'mutual-tls') return (_method, call) => new ServerInterceptingCall(call);
  const expected = digest(credentials.secret);
  return (method, call) => {
    if (method.path.startsWith(OPEN_SERVICE)) return new ServerInterceptingCall(call);
    return new ServerInterceptingCall(call, {
      start: next =>
        next({
          onReceiveMetadata(metadata, proceed) {
            const given = metadata.get(SECRET_KEY);
            if (given.length === 1 && timingSafeEqual(digest(given[0] ?? ''), expected)) {
              metadata.remove(SECRET_KEY);
              proceed(metadata);
            } else {
              call.sendStatus({ code: status.UNAUTHENTICATED, details: 'Unknown tier.' });
            }
          },
        }),
    });
  };
}

/** Hashes are of one length whatever was sent, which timingSafeEqual needs. */
function digest(secret: string | Buffer): Buffer {
  return createHash('sha256').update(secret).digest();
}
