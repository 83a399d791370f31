import { ChannelCredentials, Metadata, ServerCredentials } from '@grpc/grpc-js';
import { invalid } from '@parley/core';

/**
 * How the tiers know each other. A secret is sent as metadata and compared in constant time; mutual
 * TLS shows certificates of one private authority on both sides (PEM).
 */
export type TierCredentials =
  | { kind: 'secret'; secret: string }
  | { kind: 'mutual-tls'; caPem: string; certPem: string; keyPem: string };

/** The metadata that carries the secret. */
export const SECRET_KEY = 'parley-tier-secret';

/** What HTTP/2 carries in a header unchanged. */
const HEADER_TEXT = /^[\x21-\x7e]+$/;

/** @throws ParleyError `invalid_request` for a secret that cannot be sent; it is not shown. */
export function checkCredentials(credentials: TierCredentials): void {
  if (credentials.kind === 'secret' && !HEADER_TEXT.test(credentials.secret)) {
    throw invalid('secret', '(hidden)', 'one or more printable ASCII characters without spaces');
  }
}

export function serverCredentials(credentials: TierCredentials): ServerCredentials {
  switch (credentials.kind) {
    case 'secret':
      return ServerCredentials.createInsecure();
    case 'mutual-tls':
      return ServerCredentials.createSsl(
        Buffer.from(credentials.caPem),
        [
          {
            cert_chain: Buffer.from(credentials.certPem),
            private_key: Buffer.from(credentials.keyPem),
          },
        ],
        true,
      );
  }
}

/**
 * For a client. Under mutual TLS the certificate must come from the authority, whose only holders are
 * tiers; the name in it is not compared, because an instance is found by its address of the moment.
 */
export function channelCredentials(credentials: TierCredentials): ChannelCredentials {
  switch (credentials.kind) {
    case 'secret':
      return ChannelCredentials.createInsecure();
    case 'mutual-tls':
      return ChannelCredentials.createSsl(
        Buffer.from(credentials.caPem),
        Buffer.from(credentials.keyPem),
        Buffer.from(credentials.certPem),
        { checkServerIdentity: () => undefined },
      );
  }
}

/**
 * What a client sends with every call.
 * @throws ParleyError as `checkCredentials`.
 */
export function callMetadata(credentials: TierCredentials): Metadata {
  checkCredentials(credentials);
  const metadata = new Metadata();
  if (credentials.kind === 'secret') metadata.set(SECRET_KEY, credentials.secret);
  return metadata;
}
