/** Takes down what is wrong. @param field the name below the message that is looked at; empty for the message itself */
export type Tell = (rule: string, field: string, message: string) => void;

/** Looks at one message, and at no other one inside it or around it. */
export type MessageRule = (message: never, tell: Tell) => void;
