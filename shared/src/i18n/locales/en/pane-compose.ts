import type { Dictionary } from '../../dictionary.ts';
import type { paneCompose as source } from '../sv/pane-compose.ts';

export const paneCompose = {
  title: 'Encrypt message',
  readAgain: 'Read again',
  reread: 'The mail has been read again.',
  reread_appointment: 'The invitation has been read again.',
  changed: 'The mail has changed since it was read. Read it again and check it before you send.',
  changed_appointment: 'The invitation has changed since it was read. Read it again and check it before you send.',
  appointment:
    'The participants get the text and the attachments encrypted from SEFOS. The invitation itself is not encrypted: subject, time and place can be seen.',
  clearInvitation: 'Remove the text and the attachments from the invitation',
  earlierTry:
    'An earlier try was interrupted. Encrypt again, the message is never sent twice, or cancel and send the mail as usual.',
  earlierTry_appointment:
    'An earlier try was interrupted. Encrypt again, the message is never sent twice, or cancel and send the invitation as usual.',
  resumeTitle: 'The message is already encrypted',
  resumeText:
    'An earlier try was interrupted before the draft was done. Do not send it yourself. Press “Continue” and the rest is done.',
  resumeText_appointment:
    'An earlier try was interrupted before the invitation was done. Do not send it yet. Press “Continue” and the rest is done.',
  unable: 'This version of Outlook cannot hand over attachments. Write the message in SEFOS on the web instead.',
  failed: {
    title: 'The mail could not be read',
    title_appointment: 'The invitation could not be read',
    offline: 'Outlook is offline. Try again when you are connected.',
    timeout: 'Outlook did not answer. Try again.',
    unsupported: 'This version of Outlook does not give out the mail. Write the message in SEFOS on the web instead.',
    unsupported_appointment:
      'This version of Outlook does not give out the invitation. Write the message in SEFOS on the web instead.',
    failed: 'Outlook did not give out the mail. Try again.',
    failed_appointment: 'Outlook did not give out the invitation. Try again.',
  },
  content: {
    to: 'To',
    cc: 'Cc',
    bcc: 'Bcc',
    list: 'Distribution list',
    noAddress: 'Has no e-mail address',
    subject: 'Subject',
    noSubject: 'No subject',
    body: 'Text',
    noText: 'No text',
    images_one: '{{count}} picture in the text',
    images_other: '{{count}} pictures in the text',
    files: 'Attachments',
    cloud: 'Cloud link',
    noFiles: 'No attachments',
    filesUnreadable: 'Cannot be read here',
    largeImages: 'Large pictures in the text are sent as attachments: {{names}}.',
    remoteImages_one: '{{count}} picture from another website is left out.',
    remoteImages_other: '{{count}} pictures from other websites are left out.',
    missingImages_one: '{{count}} picture in the text cannot be read and is left out.',
    missingImages_other: '{{count}} pictures in the text cannot be read and are left out.',
    recipients: 'Recipients',
    notSent: 'Left out',
  },
  obstacle: {
    title: 'This has to be changed first',
    noRecipients: 'Add at least one recipient to the mail.',
    noRecipients_appointment: 'Add at least one participant to the invitation.',
    lists: 'SEFOS does not see who is in {{names}} and so cannot identify them. Replace the list by the people in it.',
    withoutAddress: '{{names}} has no valid e-mail address. Correct the address in the mail, or remove the recipient.',
    withoutAddress_appointment:
      '{{names}} has no valid e-mail address. Correct the address in the invitation, or remove the participant.',
    tooManyRecipients: 'The mail has {{count}} recipients. There may be at most {{most}}.',
    tooManyRecipients_appointment: 'The invitation has {{count}} participants. There may be at most {{most}}.',
    noSubject: 'Write a subject in the mail.',
    noSubject_appointment: 'Write a subject in the invitation.',
    subjectTooLong: 'The subject may have at most {{count}} characters.',
    bodyTooLong: 'The text is too long. Save it as a file, attach the file and shorten the text in the mail.',
    bodyTooLong_appointment:
      'The text is too long. Save it as a file, attach the file and shorten the text in the invitation.',
    tooManyFiles: 'There may be at most {{count}} attachments.',
    unreadable:
      'Outlook does not give out {{names}}. Remove it from the mail, attach a copy instead, or send without it.',
    unreadable_appointment:
      'Outlook does not give out {{names}}. Remove it from the invitation, attach a copy instead, or send without it.',
    cloud: '{{name}} is a link to a file in the cloud. Outlook does not give out the file itself.',
    skip: 'Send without {{name}}',
    recipientsUnchecked: 'The recipients could not be checked.',
    external: 'Fill in how {{address}} is identified.',
  },
  external: {
    title: 'Recipients without an account',
    ready: 'Ready',
    notReady: 'Fill in',
    toMend_one: '{{count}} field needs to be corrected.',
    toMend_other: '{{count}} fields need to be corrected.',
  },
  send: 'Encrypt and send',
  progress: {
    title: 'Encrypting and sending …',
    stay: 'Leave this pane open until it is done. Do not change the mail meanwhile.',
    stay_appointment: 'Leave this pane open until it is done. Do not change the invitation meanwhile.',
    now: 'Under way',
    done: 'Done',
    waiting: 'Waiting',
    stage: {
      prepare: 'Preparing the draft',
      prepare_appointment: 'Preparing the invitation',
      upload: 'Uploading the attachments',
      seal: 'Encrypting and sending to SEFOS',
      clear: 'Removing your text and attachments from the draft',
      clear_appointment: 'Removing your text and attachments from the invitation',
      finish: 'Finishing in Outlook',
    },
  },
  lettingGo: {
    title: 'Cancelling the encryption …',
    asking: 'Checking that nothing has been sent',
  },
  end: {
    cancelled: 'The encryption is cancelled',
    cancel: 'Cancel the encryption',
    encryptAgain: 'Encrypt instead',
    done: 'Sent encrypted',
    notSent: 'Not sent',
    unknown: 'Not certain whether it was sent',
    notFinished: 'Sent encrypted, but not finished',
    goOn: 'Continue',
    change: 'Change',
    bySefos: 'Let SEFOS notify the recipients',
    close: 'Close the mail',
    finishHere: 'Finish here',
    removeAgain: 'Try to remove the draft again',
    stoppedAt: 'Stopped at: {{stage}}.',
  },
  cause: {
    offline: 'Outlook is offline.',
    timeout: 'Outlook did not answer in time.',
    unsupported: 'This version of Outlook cannot do that.',
    failed: 'Outlook answered with an error.',
    changed: 'The mail was changed meanwhile. Stop writing in it and then continue.',
    changed_appointment: 'The invitation was changed meanwhile. Stop writing in it and then continue.',
    unreadable: 'Outlook does not give out {{name}}. Press “Change” to choose what to do with it.',
    read: '{{name}} could not be read. The attachments that are already uploaded are kept.',
    upload: '{{name}} could not be uploaded. The attachments that are already uploaded are kept.',
    tooLarge: '{{name}} is too large.',
    empty: '{{name}} is empty. Remove it from the mail.',
    empty_appointment: '{{name}} is empty. Remove it from the invitation.',
    elsewhere:
      'The mail is already being sent from another window or device. Wait a moment. If it did not work there, you can finish it here.',
    elsewhere_appointment:
      'The invitation is already being encrypted from another window or device. Wait a moment. If it did not work there, you can finish it here.',
    alreadySealed:
      'The message is already encrypted and sent, so it cannot be cancelled. Press “Continue” and the rest is done.',
  },
  fact: {
    message: {
      sealed: 'The message is encrypted. You find it under Sent in SEFOS.',
      earlier:
        'The message was already encrypted, by an earlier try or on another device. What you changed in the mail after that has not been sent.',
      earlier_appointment:
        'The message was already encrypted, by an earlier try or on another device. What you changed in the invitation after that has not been sent.',
      unknown:
        'No answer came from SEFOS, so we do not know whether the message was sent. Continue: it is never sent twice.',
      notSent: 'Nothing has been sent.',
    },
    told: {
      sefos: 'SEFOS sends an e-mail about it to the recipients.',
      sender: 'The recipients get an e-mail from you with a link.',
      unconfirmed:
        'The recipients get an e-mail from you with a link. SEFOS was not told and may send another one within 15 minutes.',
      unknown:
        'We do not know whether Outlook sent the e-mail with the link. If not, SEFOS sends it within 15 minutes.',
      notYet:
        'The recipients have not been told yet. If nothing happens, SEFOS sends them an e-mail within 15 minutes.',
    },
    draft: {
      sent: 'The mail in Sent Items in Outlook holds only the link, not your text.',
      cleared: 'The invitation has not been sent yet. The text and the attachments are gone from it. Send it as usual.',
      kept: 'The invitation has not been sent yet. It still holds the text and the attachments, not encrypted.',
      removed: 'The draft has been removed.',
      removedOpen:
        'Close the mail and choose not to save. The draft has been removed. If an empty draft is left in Drafts, you can throw it away.',
      drafts: 'Close the draft and delete it. It no longer holds your text, and is still in Drafts in Outlook.',
      plain: 'Your text is still in the draft, not encrypted. Do not send it as ordinary e-mail.',
      plain_appointment: 'Your text is still in the invitation, not encrypted. Do not send it yet.',
      maybePlain: 'The draft may still hold your text or attachments, not encrypted. Do not send it.',
      maybePlain_appointment: 'The invitation may still hold your text or attachments, not encrypted. Do not send it.',
      emptied: 'The draft no longer holds your text or attachments.',
      emptied_appointment: 'The invitation no longer holds your text or attachments.',
      released: 'Your text is still in the draft, unencrypted. It can be sent as usual.',
      released_appointment: 'Your text is still in the invitation, unencrypted. It can be sent as usual.',
    },
    laterChanges: 'You changed the mail after it had been encrypted. Those changes have not been sent.',
    laterChanges_appointment:
      'You changed the invitation after the message had been encrypted. Those changes have not been sent.',
  },
  neutral: {
    subject: 'Encrypted with SEFOS',
    body: 'The content has been sent encrypted with SEFOS.',
  },
} satisfies Dictionary<typeof source>;
