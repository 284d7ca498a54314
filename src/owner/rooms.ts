/** The pages of the owner's room, in the order in which an owner asks: how it stands, whom to see, what it takes. */
export const ROOMS: readonly { path: string; name: string }[] = [
  { path: '/owner', name: 'Today' },
  { path: '/owner/feelings', name: 'Feelings' },
  { path: '/owner/complaints', name: 'Complaints' },
  { path: '/owner/help', name: 'Help' },
  { path: '/owner/fairness', name: 'Fairness' },
  { path: '/owner/gaps', name: 'Unanswered' },
  { path: '/owner/problems', name: 'Problems' },
  { path: '/owner/promises', name: 'Promises' },
  { path: '/owner/visits', name: 'Visits' },
  { path: '/owner/thanks', name: 'Thanks' },
  { path: '/owner/questions', name: 'Ten questions' },
  { path: '/owner/cost', name: 'Cost' },
  { path: '/owner/privacy', name: 'Privacy' },
]
