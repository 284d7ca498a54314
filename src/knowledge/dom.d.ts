// The few members of the DOM that reading HTML needs. The whole `dom` library would also give every other file a
// `window` and a looser `fetch`, so it is left out of tsconfig on purpose.

declare global {
  interface HTMLElement {
    readonly nodeType: number
    readonly nodeName: string
    readonly childNodes: ArrayLike<HTMLElement>
    readonly textContent: string | null
    getAttribute(name: string): string | null
    querySelector(selector: string): HTMLElement | null
    removeChild(child: HTMLElement): void
  }
  interface DocumentFragment extends HTMLElement {}
  interface Document extends HTMLElement {
    readonly body: HTMLElement | null
  }
  interface HTMLElementTagNameMap {
    [name: string]: HTMLElement
  }
}

export {}
