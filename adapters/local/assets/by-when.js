/**
 * The small form under a promise, in which staff write by when it will be kept. The card around it is made anew while
 * somebody writes: what is open, what was written, and where the cursor stood come back.
 * @param {HTMLElement} desk
 * @param {(button: HTMLElement, said: { action: string, promise: string, text: string }) => Promise<boolean>} act
 */
export function createByWhen(desk, act) {
  /** What was written, by promise: of those whose form is open. */
  const open = new Map()
  const formOf = (promise) => desk.querySelector(`form[data-by-when="${CSS.escape(promise)}"]`)
  const buttonOf = (promise) => desk.querySelector(`button[data-opens="${CSS.escape(promise)}"]`)

  const unfold = (promise) => {
    const form = formOf(promise)
    if (!form) return null
    form.hidden = false
    buttonOf(promise).ariaExpanded = 'true'
    form.elements.namedItem('when').value = open.get(promise) ?? ''
    return form.elements.namedItem('when')
  }
  const fold = (promise) => {
    open.delete(promise)
    const form = formOf(promise)
    if (!form) return
    const hadFocus = form.contains(document.activeElement)
    form.hidden = true
    buttonOf(promise).ariaExpanded = 'false'
    if (hadFocus) buttonOf(promise).focus()
  }

  desk.addEventListener('click', ({ target }) => {
    const { opens, closes } = target.closest('button')?.dataset ?? {}
    if (closes) fold(closes)
    else if (opens && open.has(opens)) fold(opens)
    else if (opens) {
      open.set(opens, '')
      unfold(opens)?.focus()
    }
  })
  desk.addEventListener('input', ({ target }) => {
    const promise = target.form?.dataset.byWhen
    if (promise) open.set(promise, target.value)
  })
  desk.addEventListener('keydown', ({ key, target }) => {
    const promise = target.form?.dataset.byWhen
    if (promise && key === 'Escape') fold(promise)
  })
  desk.addEventListener('submit', async (event) => {
    const promise = event.target.dataset.byWhen
    if (!promise) return
    event.preventDefault()
    const field = event.target.elements.namedItem('when')
    if (field.value.trim() === '') return field.focus()
    const said = { action: 'date_promise', promise, text: field.value }
    if (await act(event.submitter ?? buttonOf(promise), said)) fold(promise)
    else formOf(promise)?.elements.namedItem('when').focus()
  })

  return {
    /** Makes the card anew by `swap`, and opens what was open. */
    around(swap) {
      const { activeElement: field } = document
      const writing = field?.form?.dataset.byWhen
      const [from, to] = writing && field.matches('input') ? [field.selectionStart, field.selectionEnd] : []
      swap()
      for (const promise of open.keys()) if (!unfold(promise)) open.delete(promise)
      const again = writing && open.has(writing) ? formOf(writing).elements.namedItem('when') : null
      again?.focus({ preventScroll: true })
      if (from !== undefined) again?.setSelectionRange(from, to)
    },
  }
}
