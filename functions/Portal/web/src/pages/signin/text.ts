/** The texts of signing in and out. */
export const signInText = {
  title: 'Sign in',
  what: 'This service answers to keys. The key stays in this tab, and is gone when the tab is closed.',
  key: 'Key',
  hint: 'In the form id.secret',
  over: 'The key was kept for 8 hours, the longest that it is. Sign in again.',
  again: 'The page stays as it is. Sign in to go on, or cancel to leave it.',
  strong: 'This key may do everything and never ends. Make one of your own that ends, and use that.',
  makeOwn: 'Make my own key',
  notNow: 'Not now',
  back: 'I have signed in there',
  button: 'Sign in',
  out: 'Sign out',
  entra: 'Sign in with Microsoft Entra ID',
  open: 'everybody',
};
