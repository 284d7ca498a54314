/**
 * A plain text file as Markdown: paragraphs, lists and underlined headings read as they look. Tags are only text here,
 * and indented lines are not code.
 */
export function textAsMarkdown(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/^[ \t]{4,}/, '   ').replaceAll(/<(?=[a-z/!?])/gi, '\\<'))
    .join('\n')
}
