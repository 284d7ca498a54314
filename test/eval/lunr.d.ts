declare module 'lunr' {
  type Token = { toString(): string }
  type Builder = {
    ref(name: string): void
    field(name: string, options?: { boost: number }): void
    add(document: object): void
  }
  type Query = { term(term: string, options: object): void }
  type Index = { query(ask: (query: Query) => void): { ref: string; score: number }[] }
  function lunr(build: (this: Builder) => void): Index
  namespace lunr {
    function tokenizer(text: string): Token[]
  }
  export default lunr
}
