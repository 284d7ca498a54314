import {
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { SetupError } from './errors.ts'

/** What to set, and (null) what to take out. */
export type Changes = Readonly<Record<string, string | null>>

const PLAIN = /^[\w.:/@%+=,-]+$/

/**
 * Writes settings into a .env file that only its owner may read then, all of them or none. Every other line and comment
 * stays as it was; a setting goes where it stood, be it behind a "#". Throws SetupError where the file cannot be written.
 */
export function writeEnvFile(path: string, changes: Changes): void {
  try {
    const file = real(path)
    replace(file, changed(read(file), changes))
  } catch (error) {
    if (error instanceof SetupError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new SetupError([`.env: cannot be written (${code}). Make its folder one that you may write in.`])
  }
}

/** The same text with the changes made. */
export function changed(text: string, changes: Changes): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  let lines = text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/)
  for (const [name, value] of Object.entries(changes)) lines = withSetting(lines, name, value)
  return lines.length === 0 ? '' : `${lines.join(end)}${end}`
}

function withSetting(lines: string[], name: string, value: string | null): string[] {
  const isSet = new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`)
  const isOff = new RegExp(`^\\s*#\\s*(?:export\\s+)?${name}\\s*=\\S*\\s*$`)
  const last = lines.findLastIndex((line) => isSet.test(line))
  if (value === null) return lines.filter((line) => !isSet.test(line))
  if (last !== -1) {
    // Where a name stands twice, the last one counts.
    const kept = (_line: string, index: number) => index === last || !isSet.test(lines[index] ?? '')
    return lines.map((line, index) => (index === last ? reset(line, value) : line)).filter(kept)
  }
  const off = lines.findLastIndex((line) => isOff.test(line))
  const line = `${name}=${quoted(value)}`
  return off === -1 ? [...lines, line] : lines.with(off, line)
}

/** The line with another value; what stands before it, and a comment after it, stay. */
function reset(line: string, value: string): string {
  const [, head = '', tail = ''] =
    /^([^=]*=\s*)(?:'[^']*'|"[^"]*"|`[^`]*`|[^#\s][^#]*?)?(\s*#.*|\s*)$/.exec(line) ?? []
  if (!tail.startsWith('#')) return `${head}${quoted(value)}${tail}`
  // Hard behind the "=" it was meant as the value, such as #channel.
  return `${head}${quoted(value)}${head.endsWith('=') ? '' : ` ${tail}`}`
}

function quoted(value: string): string {
  if (PLAIN.test(value)) return value
  const mark = ["'", '"', '`'].find((quote) => !value.includes(quote))
  if (mark === undefined || /[\r\n\\]/.test(value))
    throw new SetupError(['.env: this value cannot be written in one line. Put it in the environment.'])
  return `${mark}${value}${mark}`
}

/** A link stays a link: what it leads to is written. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch (error) {
    if (isAbsent(error)) return path
    throw error
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (isAbsent(error)) return ''
    throw error
  }
}

/** Written beside it first, so that whoever reads meanwhile finds the old one or the new one, whole. */
function replace(path: string, text: string): void {
  const beside = `${path}.${process.pid}.new`
  rmSync(beside, { force: true })
  try {
    const file = openSync(beside, 'wx', 0o600)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
