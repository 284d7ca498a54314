import { randomBytes } from 'node:crypto'

/** A new id: 20 URL-safe characters, 120 random bits, so that it cannot be guessed and fits a platform's nonce (25). */
export function newId(): string {
  return randomBytes(15).toString('base64url')
}
