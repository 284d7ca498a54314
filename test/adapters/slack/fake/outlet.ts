import type { Message } from './world.ts'

/** What others hear of when a message is written, changed or taken away. */
export type Outlet = {
  written(message: Message): Promise<void>
  /** `how` changes the message in place. */
  change(message: Message, how: () => void): Promise<void>
  remove(message: Message): Promise<void>
}
