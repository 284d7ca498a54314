/**
 * Something exact that a text says. One of `keys` must stand among what the sources give for it to be backed; `gives` is
 * what it backs itself, when it stands in a source.
 */
export type Fact = { kind: FactKind; keys: string[]; gives: string[]; at: number; end: number }
export type FactKind =
  | 'number'
  | 'amount'
  | 'percentage'
  | 'length of time'
  | 'date'
  | 'time'
  | 'phone number'
  | 'code'
