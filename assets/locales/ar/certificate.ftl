# الشهادة: الصفحة ما دامت لا توجد، والسطر للمديرين.

certificate-title = لا توجد شهادة بعد
certificate-text = يُوصل إلى هذا البود عبر https، وليست لديه شهادة لذلك بعد.
certificate-off = الشهادات التلقائية موقوفة، ولم تُعطَ شهادة أخرى.
certificate-asking = تُسأل سلطة الشهادات في هذه اللحظة. انظر مرة أخرى بعد دقيقة.
certificate-next = المحاولة التالية:
certificate-said = تقول السلطة:
certificate-meanwhile = حتى ذلك الحين للبود شهادة صنعها بنفسه. سيحذرك متصفحك منها؛ تابع فقط إذا أظهر بصمة SHA-256 هذه:
certificate-go-on = المتابعة عبر https
certificate-fault-unreachable = سلطة الشهادات لا تجيب. هل هذا الجهاز متصل بالإنترنت؟
certificate-fault-nonce = تطلب سلطة الشهادات محاولة جديدة مرة بعد مرة.
certificate-fault-not-proven = لا تصل سلطة الشهادات إلى البود من الخارج. يجب أن يقود الاسم إلى عنوانك، وأن يمرر الموجه المنفذين 80 و443 إلى هذا الجهاز.
certificate-fault-limited = سُئلت سلطة الشهادات أكثر من اللازم وتريد أن تُترك بعض الوقت.
certificate-fault-not-offered = لا تقبل سلطة الشهادات أيا من الإثباتات التي يستطيع هذا البود تقديمها عند منافذه المفتوحة.
certificate-fault-refused = ترفض سلطة الشهادات.
certificate-fault-deadline = لم تنته سلطة الشهادات في الوقت المحدد.
certificate-fault-unusable = الشهادة التي وصلت لا يمكن استعمالها.
certificate-fault-broke-off = انقطعت المحاولة بسبب خلل في البرنامج.
certificate-admin = الشهادة
certificate-until = سارية حتى
certificate-none = لا توجد شهادة تقبلها المتصفحات.
certificate-trouble = لا تأتي شهادة جديدة:
certificate-raised = بقي أقل من ربع مدتها.
certificate-high = حان الوقت: قريبا لن يدخل الناس ولا البودات الأخرى.
