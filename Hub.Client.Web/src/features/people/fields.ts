// The fields of personal data, as a person reads them.
import { spoken, type Words } from "$lib/words/words.svelte";

const fieldWords = {
  name: ["姓名", "Name"],
  phone: ["电话", "Phone"],
  email: ["邮箱", "E-mail"],
  wechat: ["微信", "WeChat"],
  school: ["学校", "School"],
  degree: ["学历", "Degree"],
  major: ["专业", "Major"],
  year: ["毕业年份", "Graduation year"],
  cv: ["一句话简介", "CV in a line"],
} satisfies Words;

export const fieldName = (field: string) => spoken(fieldWords, field, field);
