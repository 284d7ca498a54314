import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { SetupError } from './errors.ts'

const CIPHER = 'aes-256-gcm'
const VERSION = 'v1.'
/** All in bytes. */
const KEY = 32
const NONCE = 12
const TAG = 16

/**
 * `bound` says what the text belongs to, and is not secret: what was sealed for one thing does not open for another.
 * `open` throws SetupError where the key is another one or the sealed text was changed.
 */
export type Sealing = {
  seal(text: string, bound: string): string
  open(sealed: string, bound: string): string
}

/** Keeps text so that only whoever has the key can read or change it. Throws SetupError unless the key has 32 bytes. */
export function createSealing(key: Buffer): Sealing {
  const secret = derived(key, 'sealing v1')
  return {
    seal(text, bound) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv(CIPHER, secret, nonce, { authTagLength: TAG })
      cipher.setAAD(Buffer.from(bound))
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return VERSION + Buffer.concat([nonce, hidden, cipher.getAuthTag()]).toString('base64url')
    },
    open(sealed, bound) {
      const bytes = bytesOf(sealed)
      try {
        const decipher = createDecipheriv(CIPHER, secret, bytes.subarray(0, NONCE), { authTagLength: TAG })
        decipher.setAAD(Buffer.from(bound))
        decipher.setAuthTag(bytes.subarray(-TAG))
        const text = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
        return text.toString('utf8')
      } catch {
        throw notOpened()
      }
    },
  }
}

/** A secret for one purpose, made of the key: the same each time, and telling nothing of the key or of the others. */
export function deriveSecret(key: Buffer, purpose: string): string {
  return derived(key, purpose).toString('base64url')
}

function derived(key: Buffer, purpose: string): Buffer {
  if (key.length !== KEY) {
    throw new SetupError([`TOKEN_KEY: it has to be ${KEY} bytes long. Make a new one and set it whole.`])
  }
  return Buffer.from(hkdfSync('sha256', key, '', `warmline ${purpose}`, KEY))
}

/** Only the very text that `seal` gave: base64 can write the same bytes in more than one way. */
function bytesOf(sealed: string): Buffer {
  const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
  if (bytes.length < NONCE + TAG || VERSION + bytes.toString('base64url') !== sealed) throw notOpened()
  return bytes
}

function notOpened(): SetupError {
  return new SetupError([
    'TOKEN_KEY: a token that is kept in the ledger does not open with this key, or it was changed there. Set the key that it was kept with; if that one is lost, connect the workspace again.',
  ])
}
