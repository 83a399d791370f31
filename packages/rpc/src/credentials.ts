/**
 * How the tiers know each other. A secret is sent as metadata and compared in constant time; mutual
 * TLS shows certificates of one private authority on both sides (PEM).
 */
export type TierCredentials =
  | { kind: 'secret'; secret: string }
  | { kind: 'mutual-tls'; caPem: string; certPem: string; keyPem: string };
