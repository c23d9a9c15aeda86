# صفحات المحادثات الخاصة.

conversation-title = المحادثات
conversation-new = محادثة جديدة
conversation-back = كل المحادثات
conversation-none-title = لا محادثات بعد
conversation-none = اكتب إلى من تتبادل معهم المشاركة؛ ولا يقرأ ذلك أحد غيركم.
conversation-older = محادثات أقدم
conversation-messages = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
conversation-people = المشاركون فيها
conversation-unread-from-here = جديد من هنا
conversation-reply = ردّك
conversation-send = إرسال
conversation-sent = رسالتك في الطريق.
conversation-to = إلى
conversation-subject = الموضوع
conversation-text = رسالتك
conversation-nobody-title = لا أحد لتكتب إليه بعد
conversation-nobody-yet = تذهب الرسائل إلى من تتبادل معهم المشاركة. شارك مع أحدهم وانتظر حتى يشاركك.
conversation-hide = إخفاء وكتم
conversation-hide-meaning = تغادر المحادثة صندوقك ولا تسمع عنها بعد ذلك. ويتابع الآخرون من دونك.
conversation-hide-sure = إخفاء هذه المحادثة
conversation-hidden = أُخفيت المحادثة.
conversation-delete = حذف
conversation-delete-meaning = لم يبقَ هنا غيرك: ستزول الرسائل نهائيًا.
conversation-delete-sure = حذف هذه المحادثة
conversation-deleted = حُذفت المحادثة.
