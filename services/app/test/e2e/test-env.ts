/** Known to the tests so that they can forge tokens. */
export const JWT_SECRET = 'known to the end-to-end tests alone';

/** Settings under which the tests need not wait, and are not held back as attackers. */
export const TEST_ENV = {
  PARLEY_AUTH_JWT_SECRET: JWT_SECRET,
  PARLEY_AUTH_SIGN_INS_PER_MINUTE: '100000',
  PARLEY_API_REQUESTS_PER_SECOND: '10000',
  PARLEY_CONNECT_HELLO_TIMEOUT_MS: '3000',
  PARLEY_CONNECT_DRAIN_MS: '500',
};
