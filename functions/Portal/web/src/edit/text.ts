/** The texts of editing a message. */
export const editText = {
  open: 'Edit',
  openAndReplay: 'Edit and replay',
  body: 'Body',
  notJson: (fault: string): string => `This is no JSON: ${fault}`,
  diff: 'What changes',
  kinds: { old: 'Taken away', new: 'Put in' },
  save: 'Save here',
  saveAndReplay: (queue: string): string => `Save and replay to ${queue}`,
  replay: (queue: string): string => `Replay to ${queue}`,
  discard: 'Discard',
  saved: 'The message is changed.',
  replayed: (queue: string): string => `The message is changed and on its way to ${queue}.`,
  looking: 'No answer came. Looking at what has become of the message.',
  outcomes: {
    undone: 'The answer was lost, and nothing was changed: the message is as it was. Your text is kept.',
    gone: 'The answer was lost, and the message is no longer here: it was replayed, handled or deleted. '
      + 'Your text is kept in this form.',
  },
};
