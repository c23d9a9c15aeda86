# الدخول وإنشاء الحساب وكلمات السر والحساب وإعداداته.

account-sign-in = دخول
account-sign-in-to = الدخول إلى { $pod }
account-name-or-email = الاسم أو البريد
account-password = كلمة السر
account-sign-in-wrong = الاسم أو كلمة السر غير صحيح. تفرّق كلمات السر بين الحروف الكبيرة والصغيرة.
account-sign-in-again = استغرق ذلك وقتًا طويلًا. ادخل مرة أخرى من فضلك.
account-signed-out-to-be-safe = لم يأتِ ذلك من صفحة في هذه الحاضنة، فلم يُفعل شيء وأُخرجتَ احتياطًا. ادخل من جديد من فضلك.
account-forgot = نسيت كلمة السر
account-new-here = جديد هنا؟
account-make-one = أنشئ حسابًا
account-already-here = لديك حساب؟

account-code-title = خطوة أخرى
account-code-ask = اكتب الرمز الذي يظهر الآن على جهازك، أو أحد رموز الاسترداد.
account-code = الرمز
account-code-go = متابعة
account-code-wrong = هذا الرمز غير صحيح أو سبق استعماله. انتظر الرمز التالي وحاول من جديد.

account-reset-title = كلمة سر جديدة
account-reset-ask = اكتب عنوان بريد حسابك. نرسل إليه رابطًا تضع به كلمة سر جديدة.
account-reset-send = إرسال الرابط
account-reset-sent = إن كان لحساب هذا العنوان فقد أُرسل إليه رابط. يصلح يومين.
account-reset-for = للحساب { $name }.
account-reset-set = وضع كلمة السر
account-reset-done = وُضعت كلمة السر الجديدة. يمكنك الدخول بها الآن.
account-link-used = لم يعد هذا الرابط يعمل: استُعمل أو قدُم. اطلب رابطًا جديدًا.
account-no-mail = لا ترسل هذه الحاضنة بريدًا. اطلب المساعدة ممن يديرها.
account-password-new = كلمة السر الجديدة
account-password-again = كلمة السر مرة أخرى
account-password-hint = عشرة أحرف على الأقل. بضع كلمات بسيطة متتالية تكفي.

account-name-empty = اختر اسمًا للعنوان.
account-name-form = لا يزيد الاسم على 32 حرفًا: الحروف من a إلى z والأرقام والنقطة والشرطة والشرطة السفلية.
account-name-reserved = هذا الاسم محجوز. اختر غيره من فضلك.
account-name-taken = هذا الاسم مأخوذ. اختر غيره من فضلك.
account-name-no-address = لا يكوّن هذا الاسم عنوانًا صالحًا.
account-password-short = كلمة السر { $least } أحرف على الأقل؛ وهذه { $count }.
account-password-long = كلمة السر { $most } حرفًا على الأكثر؛ وهذه { $count }.
account-password-differs = كلمتا السر مختلفتان.
account-password-common = كلمة السر هذه من أول ما يُجرَّب. اختر بضع كلمات لا يخمنها أحد.
account-password-strength = صعوبة التخمين
account-email-form = هذا ليس عنوان بريد.
account-email-taken = يستعمل حساب آخر هذا العنوان.

account-sign-up = إنشاء حساب
account-invites-you = يدعوك { $name }
account-invites-to = إلى { $pod }، مكان صغير لك في شبكة دياسبورا*.
account-welcome-to = مرحبًا بك في { $pod }
account-make-mine = إنشاء حسابي
account-name = الاسم
account-name-hint = جزء من عنوانك في الشبكة، ولا يمكن تغييره أبدًا. حروف لاتينية وأرقام و . _ -
account-email = البريد
account-email-hint = يمكن تركه فارغًا. لا يراه إلا أنت والحاضنة.
account-by-invitation = بالدعوة
account-by-invitation-how = تكبر { $pod } بالدعوات. إن كنت تعرف أحدًا هنا فاطلب منه رابطًا.
account-by-invitation-used = الرابط الذي لم يعد يعمل قد استُنفد. ويمكن لمن أعطاك إياه أن يصنع غيره.
account-have-one = لدي حساب
account-invitation-needed = للانضمام إلى هذه الحاضنة تحتاج إلى دعوة ممن هو فيها.
account-invitation-yours = أرسل { $name } هذه الدعوة. ولديك حساب هنا من قبل.
account-invitation-gone = لم تعد هذه الدعوة تعمل.
account-closed-to-new = لا تقبل هذه الحاضنة حسابات جديدة.
account-ask-in = طلب حساب
account-ask-words = من أنت؟
account-ask-words-hint = جملة أو جملتان لمن يدير { $pod }. فهو يقرر من يدخل.
account-asked-title = طُلب
account-asked = شكرًا. سينظر من يدير { $pod } في ذلك قريبًا. ادخل باسمك وكلمة السر لترى هل قُبلت.
account-asked-waiting = ينتظر حسابك كلمة ممن يدير هذه الحاضنة. حاول لاحقًا من فضلك.
account-terms-agree = بإنشاء حساب توافق على
account-terms = شروط هذه الحاضنة

account-aspect-family = العائلة
account-aspect-friends = الأصدقاء
account-aspect-work = العمل
account-aspect-acquaintances = المعارف

account-settings = الإعدادات
account-tab-profile = الملف الشخصي
account-tab-account = الحساب
account-tab-invitation = الدعوة
account-tab-ignored = من تتجاهلهم
account-tab-archive = الأرشيف

account-looks = اللغة والألوان
account-language = اللغة
account-colours = الألوان
account-colours-auto = كجهازي
account-colours-light = فاتحة
account-colours-dark = داكنة
account-save = حفظ
account-saved = حُفظ.

account-audience = من يرى منشورًا جديدًا ما لم تختر غير ذلك
account-audience-public = عام
account-audience-all = كل الفئات
account-audience-some = بعض الفئات
account-aspects = الفئات

account-habits = العادات
account-share-back = عندما يبدأ أحد المشاركة معي
account-share-back-no = لا تفعل شيئًا
account-share-back-into = شاركه بالمثل في { $aspect }
account-spotlight = اعرض في صفحتي منشورات من تبرزهم الحاضنة
account-getting-started = عرّفني بالمكان مرة أخرى

account-address = عنوانك
account-address-hint = يجدك به الناس من أي حاضنة. وهو لا يتغير.
account-email-set-hint = لا يراه إلا أنت والحاضنة. ويمكنك الدخول به.
account-email-pending = ينتظر { $email } جوابًا: افتح الرابط في الرسالة التي أرسلناها إليه. وحتى ذلك الحين يبقى العنوان القديم.
account-email-save = حفظ البريد
account-email-saved = حُفظ عنوان البريد.
account-email-mailed = أُرسلت رسالة إلى العنوان الجديد. افتح الرابط فيها فيسري العنوان.
account-confirm-title = عنوان جديد
account-confirm-ask = هل يكون { $email } عنوان بريد حسابك؟
account-confirm-yes = استعمال هذا العنوان
account-confirm-wrong = هذا الرابط لا يخص حسابك أو لم يعد يعمل. لم يتغير شيء.
account-confirm-done = يسري العنوان الجديد.

account-mails = رسائل البريد إليّ
account-mails-hint = اكتبوا إليّ عندما
account-mails-none = لا ترسل هذه الحاضنة بريدًا.
account-mails-no-address = أضف في الأعلى عنوان بريد لتستطيع الحاضنة الكتابة إليك.
account-mail-started-sharing = يبدأ أحد المشاركة معي
account-mail-private-message = تصلني رسالة خاصة
account-mail-mentioned = يُشار إليّ في منشور
account-mail-mentioned-in-comment = يُشار إليّ في تعليق
account-mail-comment-on-post = يعلّق أحد على منشوري
account-mail-also-commented = يعلّق أحد على منشور أشارك فيه
account-mail-liked = يعجب أحدًا منشوري
account-mail-liked-comment = يعجب أحدًا تعليقي
account-mail-reshared = يعيد أحد نشر منشوري
account-mail-contacts-birthday = يحل عيد ميلاد إحدى جهات الاتصال
account-mail-someone-reported = يبلغ أحد عن شيء
account-unsubscribe-title = رسائل أقل
account-unsubscribe-ask = يتلقى { $name } رسالة عندما:
account-unsubscribe-yes = لا مزيد من هذه الرسائل
account-unsubscribe-done = تم. لن تصلك رسائل من هذا النوع. يمكنك إعادتها من إعداداتك.
account-unsubscribe-wrong = هذا الرابط لا يعمل. انظر في إعدادات حسابك.

account-password-present = كلمة السر الحالية
account-password-change = تغيير كلمة السر
account-password-everywhere = تُخرَج من كل مكان ومن هنا أيضًا، ثم تدخل بالجديدة.
account-password-wrong = هذه ليست كلمة السر الحالية.
account-password-changed = تغيرت كلمة السر. ادخل بالجديدة من فضلك.

account-two-factor = خطوة ثانية عند الدخول
account-two-factor-off = إلى جانب كلمة السر يمكن أن يطلب الدخول رمزًا لا يعرفه إلا جهازك.
account-two-factor-on = يطلب الدخول رمزًا من جهازك.
account-two-factor-open = إعدادها
account-two-factor-manage = العناية بها
account-two-factor-is-on = هي مفعّلة من قبل.
account-two-factor-begin = تفعيلها
account-two-factor-scan = وجّه تطبيق مصادقة إلى هذا الرمز، أو اكتب فيه السر.
account-two-factor-picture = السر على شكل رمز
account-two-factor-secret = السر
account-two-factor-type = ثم اكتب الرمز الذي يظهره، فتعمل الخطوة الثانية.
account-two-factor-activate = تفعيل
account-two-factor-cancel = تركها متوقفة
account-two-factor-done = الخطوة الثانية مفعّلة.
account-two-factor-stopped = الخطوة الثانية متوقفة.
account-two-factor-stop = إيقافها
account-two-factor-stop-hint = عندئذ لا تُطلب إلا كلمة السر.
account-two-factor-renew = صنع رموز استرداد جديدة
account-two-factor-left = { $count ->
    [zero] لم يبقَ أي رمز استرداد.
    [one] بقي رمز استرداد واحد.
    [two] بقي رمزا استرداد.
    [few] بقيت { $count } رموز استرداد.
    [many] بقي { $count } رمز استرداد.
   *[other] بقي { $count } رمز استرداد.
}
account-recovery = رموز الاسترداد
account-recovery-hint = كل منها يدخلك مرة واحدة إن ضاع جهازك. لا تُعرض إلا الآن: دوّنها واحفظها في مكان آمن.
account-recovery-renew-hint = تتوقف القديمة عن العمل.

account-sessions = أين أنت داخل
account-session-this = هذا المتصفح
account-session-used = آخر استعمال
account-session-since = منذ
account-session-end = إخراج
account-session-ended = أُخرج ذلك المتصفح.

account-close = إغلاق حسابي
account-close-what = تُحذف منشوراتك وصورك وجهات اتصالك وملفك الشخصي هنا وفي الحاضنات الأخرى. وتبقى تعليقاتك على منشورات الآخرين بعنوانك. ولن يُعطى الاسم { $name } لأحد بعد ذلك. ولا سبيل إلى الرجوع.
account-close-password = كلمة السر
account-close-yes = إغلاق حسابي نهائيًا
account-close-empty = اكتب كلمة السر لإغلاق الحساب.
account-close-wrong = هذه ليست كلمة سرك. لم يُغلق شيء.
account-close-done = أُغلق حسابك. وقد يستغرق تنظيف كل شيء بعض الوقت.

account-invite-title = أحضر أحبابك
account-invite-none = أنشئ رابطًا ترسله إلى أحدهم أو تعرضه كرمز. ومن كان معه يمكنه إنشاء حساب هنا.
account-invite-make = إنشاء دعوة
account-invite-left = { $count ->
    [0] كان يمكن لحامل هذا الرابط إنشاء حساب هنا، لكنه استُنفد.
    [zero] كان يمكن لحامل هذا الرابط إنشاء حساب هنا، لكنه استُنفد.
    [one] يمكن لحامل هذا الرابط إنشاء حساب هنا. يكفي لحساب واحد.
    [two] يمكن لحامل هذا الرابط إنشاء حساب هنا. يكفي لحسابين.
    [few] يمكن لحامل هذا الرابط إنشاء حساب هنا. يكفي لـ{ $count } حسابات.
    [many] يمكن لحامل هذا الرابط إنشاء حساب هنا. يكفي لـ{ $count } حسابًا.
   *[other] يمكن لحامل هذا الرابط إنشاء حساب هنا. يكفي لـ{ $count } حساب.
}
account-invite-open = يمكن لحامل هذا الرابط إنشاء حساب هنا، وتتعارفان فورًا.
account-invite-link = رابطك
account-invite-copy = نسخ
account-invite-copied = نُسخ
account-invite-code = أو دعهم يوجهون هاتفًا إلى هنا
account-invite-picture = الرابط على شكل رمز
account-invite-end = إنهاء هذا الرابط
account-invite-end-hint = يتوقف عن العمل لكل من معه. ويمكنك صنع غيره بعد ذلك.
account-invite-end-yes = إنهاء الرابط
account-invite-ended = لم يعد الرابط يعمل.
account-invite-mail = إرسالها بالبريد
account-invite-addresses = عناوين البريد
account-invite-addresses-hint = عدة عناوين تفصل بينها فواصل.
account-invite-send = إرسال
account-invite-no-addresses = اكتب عنوان بريد واحدًا على الأقل.
account-invite-many = { $most } عنوانًا على الأكثر في المرة.
account-invite-used-up = استُنفد رابطك.
account-invite-sent = { $count ->
    [zero] لم تُرسل أي رسالة.
    [one] رسالة واحدة في الطريق.
    [two] رسالتان في الطريق.
    [few] { $count } رسائل في الطريق.
    [many] { $count } رسالة في الطريق.
   *[other] { $count } رسالة في الطريق.
}
account-invite-invalid = هذه ليست عناوين بريد: { $list }.

account-ignored-none = أنت لا تتجاهل أحدًا
account-ignored-none-hint = يظهر هنا من تتجاهلهم، ويمكنك إعادتهم.
account-ignored-end = إنهاء التجاهل

account-profile-basic = ما يراه الجميع
account-profile-extended = المزيد عنك
account-profile-public = يمكن للجميع رؤية هذا القسم
account-profile-public-hint = وإلا فمن تشارك معهم فقط.
account-profile-found = العثور عليك
account-profile-searchable = يمكن للناس العثور عليّ بالاسم
account-profile-searchable-hint = وإلا فجهات اتصالك فقط، أو بعنوانك.
account-profile-nsfw = ما أنشره حساس
account-profile-nsfw-hint = تُغطى منشوراتك حتى يفتحها أحد.
account-profile-save = حفظ الملف الشخصي
account-profile-saved = حُفظ ملفك الشخصي.
account-profile-picture = صورتك
account-profile-no-picture = إزالة الصورة
account-profile-first = الاسم الأول
account-profile-last = اسم العائلة
account-profile-tags = صف نفسك بخمس كلمات
account-profile-tags-hint = حتى خمسة وسوم مثل #خبز #جوقة.
account-profile-about = عنك
account-profile-about-hint = يعمل هنا Markdown.
account-profile-location = أين تعيش
account-profile-gender = الجنس
account-profile-birthday = تاريخ الميلاد
account-profile-day = اليوم
account-profile-month = الشهر
account-profile-year = السنة
account-profile-year-hint = السنة إن شئت
account-birthday-half = اختر اليوم والشهر معًا أو لا شيء منهما.
account-birthday-year = اكتب السنة بأربعة أرقام أو اتركها فارغة.
